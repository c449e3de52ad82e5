import { APP_ROUTES } from '../../../web/routing/app-routes.ts';

interface Route {
  readonly options: { readonly path?: string };
  readonly children?: unknown;
}

/** Every address of the application, as `web/routing/app-routes.ts` has them: such as `/cameras/$cameraId`. */
export function pageAddresses(route: Route = APP_ROUTES as Route): readonly string[] {
  const children = Object.values((route.children ?? {}) as Readonly<Record<string, Route>>);
  return children.length > 0 ? children.flatMap(pageAddresses) : [`/${(route.options.path ?? '').replace(/^\//, '')}`];
}
