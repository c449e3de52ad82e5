/** Push services of the makers of browsers (Chrome and most on Android, Firefox, Safari, Edge); `*.` stands for any name below. */
export const DEFAULT_PUSH_HOSTS: readonly string[] = ['fcm.googleapis.com', '*.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com'];

const PATTERN = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/;
const MOST_LENGTH = 1024;

/** Whether `text` may stand on a list of push services: a whole name, or everything below one that has a dot in it. No addresses in numbers, no ports. */
export function isPushHostPattern(text: string): boolean {
  return PATTERN.test(text) && (!text.startsWith('*.') || text.slice(2).includes('.'));
}

function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1 : host === pattern;
}

/**
 * The address of a browser's push subscription; null when the service doesn't dial it. It is typed by whoever subscribes, so only `https` to a known push service is taken: no user, no port of its own, no fragment. A
 * test's service on loopback is listed with its port.
 *
 * @param hosts names as in {@link DEFAULT_PUSH_HOSTS}.
 */
export function readPushEndpoint(text: string, hosts: readonly string[]): URL | null {
  if (text.length > MOST_LENGTH || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hash !== '') return null;
  return hosts.some((pattern) => matches(url.host, pattern)) ? url : null;
}
