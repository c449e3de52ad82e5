/** 128 random bits as hexadecimal text. `crypto.randomUUID` is missing where the page isn't served over HTTPS, this is not. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
