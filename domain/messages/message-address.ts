import type { TypedChannel } from './message-terms.ts';

const MOST_EMAIL_LENGTH = 254;
// one mailbox only: no comment, list, quote or control character can slip into a header
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/i;
const PHONE = /^\+[1-9]\d{7,14}$/;
const CHAT = /^[\p{L}\p{N}@#._:+=/-]{1,100}$/u;

function normalEmail(text: string): string | null {
  const at = text.lastIndexOf('@');
  const address = text.slice(0, at) + text.slice(at).toLowerCase();
  return address.length <= MOST_EMAIL_LENGTH && EMAIL.test(address) && !address.includes('..') ? address : null;
}

/** Vietnamese numbers may be typed with a leading zero; all are kept as E.164. */
function normalPhone(text: string): string | null {
  const digits = text.replaceAll(/[\s.()-]/g, '');
  const phone = digits.replace(/^00/, '+').replace(/^0/, '+84');
  return PHONE.test(phone) ? phone : null;
}

/** Where text messages go unless the operator names more: each costs money, and abroad there are numbers that earn by being called. */
export const HOME_PHONE_PREFIX = '+84';

/** Whether text messages may go to `phone` (E.164): a Vietnamese number, or one that begins with one of the operator's `prefixes`. */
export function isPhoneAllowed(phone: string, prefixes: readonly string[]): boolean {
  return [HOME_PHONE_PREFIX, ...prefixes].some((prefix) => phone.startsWith(prefix));
}

/** An address as it is kept and compared; null when it is none. */
export function normalAddress(channel: TypedChannel, text: string): string | null {
  const trimmed = text.trim();
  if (channel === 'email') return normalEmail(trimmed);
  if (channel === 'sms') return normalPhone(trimmed);
  return CHAT.test(trimmed) ? trimmed : null;
}

/** What may be shown of an address: enough for its owner to know it again, too little to use it. */
export function maskAddress(channel: TypedChannel, address: string): string {
  if (channel === 'email') {
    const at = address.lastIndexOf('@');
    return `${address.slice(0, 1)}•••${address.slice(at)}`;
  }
  if (channel === 'sms') return `${address.slice(0, 3)}•••${address.slice(-3)}`;
  return address.length <= 4 ? `${address.slice(0, 1)}•••` : `${address.slice(0, 2)}•••${address.slice(-2)}`;
}
