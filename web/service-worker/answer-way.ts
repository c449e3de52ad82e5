/** How the worker answers a request: a page of the application, a file of the build, or not at all (the browser goes on as if there were no worker). */
export type AnswerWay = 'page' | 'asset' | 'none';

/** Addresses of the service that a browser may be led to and that are no pages of the application. */
const OTHER_PAGES = /^\/(?:api|docs|healthz|readyz|metrics)(?:\/|$)/;

/** What the rule asks of a request. */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/**
 * The way of a request, by method, address and mode alone. Nothing of the API is ever answered by the worker, so nothing of it can get into its cache.
 *
 * @param origin our own, such as `https://matpho.example`.
 */
export function answerWay({ method, url, mode }: AskedRequest, origin: string): AnswerWay {
  const target = new URL(url);
  if (method !== 'GET' || target.origin !== origin) return 'none';
  if (target.pathname.startsWith('/assets/')) return 'asset';
  if (mode !== 'navigate' || OTHER_PAGES.test(target.pathname)) return 'none';
  // files beside the application, such as the manifest
  return /\.[a-z0-9]+$/i.test(target.pathname) ? 'none' : 'page';
}
