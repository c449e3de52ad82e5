/** PostgreSQL's frontend/backend protocol 3.0 (https://www.postgresql.org/docs/current/protocol-message-formats.html), as far as a multiplexer needs it. */

const STARTUP_VERSION = 196_608;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
/** A client of ours sends nothing near this; more is a broken or hostile peer. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** One whole message; `type` is the message's letter, or what an untyped first message is. */
export interface WireMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Incremental splitter of a byte stream into messages. `typed` is false until a client's start-up message has been seen. */
export interface WireSplitter {
  /** Messages completed by `chunk`, in order. Throws a RangeError on an impossible length. */
  push(chunk: Buffer): WireMessage[];
}

function untypedKind(code: number): string {
  if (code === STARTUP_VERSION) return 'startup';
  if (code === SSL_REQUEST || code === GSS_REQUEST) return 'encryption_request';
  if (code === CANCEL_REQUEST) return 'cancel_request';
  throw new RangeError('unknown protocol version');
}

/** Splitter for what clients send (`frontend`) or for what the database answers (`backend`, typed from the first byte). */
export function createWireSplitter(side: 'frontend' | 'backend'): WireSplitter {
  let typed = side === 'backend';
  let pending: Buffer = Buffer.alloc(0);

  const next = (): WireMessage | undefined => {
    const header = typed ? 5 : 8;
    if (pending.length < header) return undefined;
    const length = typed ? 1 + pending.readInt32BE(1) : pending.readInt32BE(0);
    if (length < header - (typed ? 0 : 0) || length > MAX_MESSAGE_BYTES) throw new RangeError('impossible message length');
    if (pending.length < length) return undefined;
    const type = typed ? String.fromCharCode(pending[0]!) : untypedKind(pending.readInt32BE(4));
    const bytes = pending.subarray(0, length);
    pending = pending.subarray(length);
    if (type === 'startup') typed = true;
    return { type, bytes };
  };

  return {
    push(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const messages: WireMessage[] = [];
      for (let message = next(); message !== undefined; message = next()) messages.push(message);
      return messages;
    },
  };
}

/** Transaction status in a ReadyForQuery message: idle, in a transaction, or in a failed one. */
export function transactionStatus(message: WireMessage): 'I' | 'T' | 'E' {
  return String.fromCharCode(message.bytes[5]!) as 'I' | 'T' | 'E';
}

/** Channel of a NotificationResponse message. */
export function notificationChannel(message: WireMessage): string {
  const end = message.bytes.indexOf(0, 9);
  return message.bytes.toString('utf8', 9, end);
}

/** Text of a simple Query message. */
export function queryText(message: WireMessage): string {
  return message.bytes.toString('utf8', 5, message.bytes.length - 1);
}

/** The statement text of a Parse message. */
export function parsedText(message: WireMessage): string {
  const nameEnd = message.bytes.indexOf(0, 5);
  return message.bytes.toString('utf8', nameEnd + 1, message.bytes.indexOf(0, nameEnd + 1));
}
