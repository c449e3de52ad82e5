import type { QueryClient } from '@tanstack/react-query';

/** What is so for the whole stay in this window. */
export interface Visit {
  /** A page was left for another one; the first one of a visit is shown before that. */
  hasMoved: boolean;
}

/** What the routes are given. */
export interface RouterContext {
  readonly client: QueryClient;
  readonly visit: Visit;
}
