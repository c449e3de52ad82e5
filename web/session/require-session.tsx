import { Navigate, useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { AccountGate } from '../account/account-gate.tsx';
import { firstPage } from '../routing/lazy-page.ts';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { SessionContext } from './session-context.ts';
import { useSession } from './use-session.ts';

const AppShell = firstPage(() => import('../shell/first-page.ts'), 'AppShell');

/** Shows the application for as long as somebody is signed in; when the session ends, the sign-in page, from which they come back to the page asked for. */
function SessionGate(): ReactElement {
  const { data: session } = useSession();
  const next = useLocation({ select: ({ href }) => href });
  if (session === undefined) return <PlainLoading />;
  if (session === null) return <Navigate to="/sign-in" search={{ next }} replace />;
  return (
    <AccountGate user={session.user}>
      <SessionContext value={session.user}>
        <AppShell />
      </SessionContext>
    </AccountGate>
  );
}

/** With the frame of the application, which is fetched together with the page in it. */
export const RequireSession = Object.assign(SessionGate, { preload: AppShell.preload });
