import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { LoadingView } from './loading-view.tsx';
import { ProblemView } from './problem-view.tsx';

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What a query found, or that it is under way, or why it failed. Old data stay on screen while a refresh fails, with the failure above them. */
export function QueryView<T>({ query, children }: QueryViewProps<T>): ReactElement {
  if (query.isPending) return <LoadingView />;
  const problem = query.isError && <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      {problem}
      {query.data !== undefined && children(query.data)}
    </>
  );
}
