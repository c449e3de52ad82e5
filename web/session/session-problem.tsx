import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isApiProblem } from '../api/api-problem.ts';
import { PageFailure } from '../shell/page-failure.tsx';
import { PlainProblem } from '../shell/plain-problem.tsx';

/** When nobody can say who is signed in: why, and how to ask again. Anything else that fails there is the application's own failure. */
export function SessionProblem({ error }: ErrorComponentProps): ReactElement {
  const router = useRouter();
  return isApiProblem(error) ? <PlainProblem error={error} onRetry={() => void router.invalidate()} /> : <PageFailure />;
}
