import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { PageFailure } from '../shell/page-failure.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { APP_ROUTES } from './app-routes.ts';
import type { Visit } from './router-context.ts';
import { parseSearchWords, searchStringOf } from './search-string.ts';

/** Until then the page that was left stays in sight. */
const PATIENCE_MS = 200;

/** Leads from the address to a page. One for a window; `client` holds the session that the routes ask for. */
export function createAppRouter(client: QueryClient) {
  const visit: Visit = { hasMoved: false };
  const router = createRouter({
    routeTree: APP_ROUTES,
    context: { client, visit },
    parseSearch: parseSearchWords,
    stringifySearch: searchStringOf,
    scrollRestoration: true,
    defaultPendingMs: PATIENCE_MS,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PlainLoading,
    defaultErrorComponent: PageFailure,
    // another camera is another page: nothing typed or unfolded on the first one is carried over
    defaultRemountDeps: ({ params }) => params,
  });
  router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged) visit.hasMoved = true;
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
