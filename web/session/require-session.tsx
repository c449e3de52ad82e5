import { lazy, Suspense, type ReactElement } from 'react';
import { Navigate, useLocation } from 'react-router';
import { AccountGate } from '../account/account-gate.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { PlainProblem } from '../shell/plain-problem.tsx';
import { SessionContext } from './session-context.ts';
import { useSession } from './use-session.ts';

const AppShell = lazy(async () => ({ default: (await import('../shell/app-shell.tsx')).AppShell }));

/** Shows the application to whoever is signed in and the sign-in page to everybody else, who then comes back to the page asked for. */
export function RequireSession(): ReactElement {
  const session = useSession();
  const location = useLocation();
  if (session.isPending) return <PlainLoading />;
  // what is known stays while the service can't be asked
  if (session.data === undefined) return <PlainProblem error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) return <Navigate to={signInPath(location.pathname + location.search)} replace />;
  return (
    <AccountGate user={session.data.user}>
      <SessionContext value={session.data.user}>
        <Suspense fallback={<PlainLoading />}>
          <AppShell />
        </Suspense>
      </SessionContext>
    </AccountGate>
  );
}

function signInPath(here: string): string {
  return here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;
}
