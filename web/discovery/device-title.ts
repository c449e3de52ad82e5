import type { DiscoveredDevice } from '../api/api-types.ts';

/** What a device is called on the page: make and model, else the name it gives, else `unknown`. */
export function deviceTitle({ manufacturer, model, name }: DiscoveredDevice, unknown: string): string {
  const makeAndModel = [manufacturer, model].filter((part) => part !== null).join(' ');
  return makeAndModel === '' ? (name ?? unknown) : makeAndModel;
}
