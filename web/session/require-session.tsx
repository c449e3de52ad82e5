import { Navigate, useLocation } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { Role } from '../../domain/role.ts';
import { AccountGate } from '../account/account-gate.tsx';
import { homePathOf } from '../routing/home-path.ts';
import { firstPage } from '../routing/lazy-page.ts';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { SessionContext } from './session-context.ts';
import { useSession } from './use-session.ts';

const AppShell = firstPage(() => import('../shell/first-page.ts'), 'AppShell');

/** Shows the application for as long as somebody is signed in; when the session ends, the sign-in page, from which they come back to the page asked for: from the page that their work begins with, everybody to their own. */
function SessionGate(): ReactElement {
  const { data: session } = useSession();
  const asked = useLocation({ select: ({ href }) => href });
  const [leaver, setLeaver] = useState<Role | null>(null);
  if (session && session.user.role !== leaver) setLeaver(session.user.role);
  if (session === undefined) return <PlainLoading />;
  if (session === null) {
    // who signs in next has perhaps other work
    const next = leaver !== null && asked === homePathOf(leaver) ? undefined : asked;
    return <Navigate to="/sign-in" search={{ next }} replace />;
  }
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
