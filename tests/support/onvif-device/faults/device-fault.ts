import type { SoapFaultContent } from '../soap/soap-fault.ts';

/** How far a reply gets before the connection hangs or breaks. */
export type BreakPoint = 'nothing' | 'headers' | 'half';

/** Misbehaviour on the wire, for SOAP replies and pictures alike. */
export type WireFault =
  /** An HTML page: an error page, or a login page with status 200. */
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  | { readonly kind: 'empty' }
  /** Half of the body under the length of the whole. */
  | { readonly kind: 'truncated' }
  /** The right reply under another content type. */
  | { readonly kind: 'wrong-content-type'; readonly contentType: string }
  /** Half of the reply, then filler without end. */
  | { readonly kind: 'endless' }
  /** The right reply, a few bytes at a time. */
  | { readonly kind: 'drip'; readonly chunkBytes: number; readonly intervalMs: number }
  | { readonly kind: 'hang'; readonly after: BreakPoint }
  /** The connection is reset (TCP RST). */
  | { readonly kind: 'reset'; readonly after: BreakPoint }
  /** Anything else, such as a captured reply. */
  | { readonly kind: 'raw'; readonly status: number; readonly contentType: string; readonly body: Buffer | string };

/** Misbehaviour inside a SOAP message. */
export type MessageFault =
  /** A proper SOAP fault instead of the answer. */
  | ({ readonly kind: 'soap-fault' } & SoapFaultContent)
  /** A document that stops in the middle, under its right length. */
  | { readonly kind: 'malformed-xml' }
  /** The right answer behind that many bytes of padding in the header. */
  | { readonly kind: 'large'; readonly bytes: number }
  /** Elements nested that deeply, well-formed. */
  | { readonly kind: 'deep'; readonly depth: number }
  /** A DTD whose entities unfold to gigabytes. */
  | { readonly kind: 'entity-bomb' }
  /** A DTD that refers to another resource: a file, or an address of the device where a fetch would show in its log. */
  | { readonly kind: 'external-entity'; readonly systemId: string };

/** When a fault strikes. */
export interface FaultTiming {
  /** Before the sign-in is looked at, so that even a request without credentials runs into it. */
  readonly beforeAuth?: boolean;
  /** Only the first so many times. */
  readonly times?: number;
}

export type DeviceFault = (WireFault | MessageFault) & FaultTiming;
export type SnapshotFault = WireFault & FaultTiming;

export interface FaultOptions {
  /** By operation (`GetProfiles`), by service and operation (`media2:GetProfiles`), or `*` for all. */
  readonly faults: Readonly<Record<string, DeviceFault>>;
  /** How long the device thinks, by the same keys and `snapshot`. */
  readonly delayMs: Readonly<Record<string, number>>;
}

export const defaultFaultOptions: FaultOptions = { faults: {}, delayMs: {} };
