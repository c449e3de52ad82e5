import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { ServerSettings } from '../server-context.ts';

/** One address as the policy writes it (CSP 3, 2.3.1): without its query, and with what would end it encoded. */
function policySource(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C');
}

/** What our own page may do: nothing from elsewhere but the base map of the owner's choice. */
function pagePolicy({ mapStyleUrl, mapArchive }: ServerSettings) {
  // it brings tiles, glyphs and sprites from its own host
  const mapHosts = mapStyleUrl === undefined ? [] : [new URL(mapStyleUrl).origin];
  const archive = mapArchive !== undefined && 'url' in mapArchive ? [policySource(mapArchive.url)] : [];
  return {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      // MapLibre's worker is a file of ours
      'worker-src': ["'self'"],
      // the component library writes its variables into style elements
      'style-src': ["'self'", "'unsafe-inline'"],
      'font-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'blob:', ...mapHosts],
      'media-src': ["'self'", 'blob:'],
      'connect-src': ["'self'", ...mapHosts, ...archive],
      'manifest-src': ["'self'"],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  };
}

/** An answer of the API is no page: whatever it holds, a browser that shows it runs and loads nothing. */
const API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/** What the page never uses is off for whatever gets into it. Place and compass (the three sensors) are asked for when a camera is registered beneath it; photographs come by a file field, which needs no right to the camera. */
const PERMISSIONS_POLICY =
  'camera=(), microphone=(), display-capture=(), geolocation=(self), accelerometer=(self), gyroscope=(self), magnetometer=(self), payment=(), usb=(), serial=(), bluetooth=(), midi=(), browsing-topics=()';

/** Whether browsers reach the service by HTTPS: it speaks it itself, or a proxy before it does. */
export function isHttps({ tls, publicUrl }: ServerSettings): boolean {
  return tls !== undefined || publicUrl?.startsWith('https:') === true;
}

/** The same for an answer that is given before any hook runs, to an address that can't be read; nothing in it is a page. */
export function headersBeforeHooks(settings: ServerSettings): Readonly<Record<string, string>> {
  return {
    'content-security-policy': API_POLICY,
    'permissions-policy': PERMISSIONS_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(isHttps(settings) ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** Protective headers on every answer, refusals included. Those of the API besides are kept by no cache unless they say so themselves. Register it before all routes. */
export function registerSecurityHeaders(app: FastifyInstance, settings: ServerSettings): void {
  // made once: Fastify's own plugin makes and checks all of it anew for each request
  const apply = helmet({
    contentSecurityPolicy: pagePolicy(settings),
    hsts: isHttps(settings),
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
  app.addHook('onRequest', (request, reply, done) => apply(request.raw, reply.raw, done as (error?: unknown) => void));
  app.addHook('onSend', async (request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS_POLICY);
    if (!request.url.startsWith('/api/')) return;
    void reply.header('content-security-policy', API_POLICY);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}
