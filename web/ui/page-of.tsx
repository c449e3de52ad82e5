import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { LoadingView } from './loading-view.tsx';
import { PageFrame } from './page-frame.tsx';
import { ProblemView } from './problem-view.tsx';

interface PageOfProps<T> {
  readonly query: UseQueryResult<T>;
  /** Title while nothing is known yet. */
  readonly pendingTitle: string;
  readonly children: (data: T) => ReactNode;
}

/** A page about one thing that has to be fetched first. A failed refresh leaves on screen what is there. */
export function PageOf<T>({ query, pendingTitle, children }: PageOfProps<T>): ReactElement {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <LoadingView />;
  return (
    <PageFrame title={pendingTitle}>
      <ProblemView error={query.error} onRetry={() => void query.refetch()} />
    </PageFrame>
  );
}
