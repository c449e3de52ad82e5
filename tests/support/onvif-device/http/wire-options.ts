import type { PrefixStyle } from '../xml/prefix-style.ts';

/** How replies look on the wire; none of it changes what they mean. */
export interface WireOptions {
  readonly prefixStyle: PrefixStyle;
  /** `chunked` sends pieces that cut characters in two, and no length. */
  readonly transfer: 'content-length' | 'chunked';
  /**
   * What becomes of the connection: kept, closed after `Connection: close`, or closed without a word, so that a client
   * that reuses it finds it gone.
   */
  readonly keepAlive: 'persistent' | 'announced-close' | 'silent-close';
}

export const defaultWireOptions: WireOptions = {
  prefixStyle: 'specification',
  transfer: 'content-length',
  keepAlive: 'persistent',
};
