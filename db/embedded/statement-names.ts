import type { WireMessage } from './wire-framing.ts';

/** Where the name of a prepared statement starts in the messages that carry one; portals keep theirs, they end with their batch. */
function nameOffset({ type, bytes }: WireMessage): number | undefined {
  if (type === 'P') return 5;
  if (type === 'B') return bytes.indexOf(0, 5) + 1;
  if ((type === 'D' || type === 'C') && bytes[5] === 0x53) return 6;
  return undefined;
}

/**
 * Gives each client its own name space of prepared statements, though all share one session: named statements get `prefix` before their name,
 * the unnamed one stays unnamed. Returns the message to send and the new name when the message makes one.
 */
export function scopeStatementName(message: WireMessage, prefix: string): { readonly message: WireMessage; readonly created?: string } {
  const at = nameOffset(message);
  if (at === undefined || message.bytes[at] === 0) return { message };
  const { type, bytes } = message;
  const scoped = Buffer.concat([bytes.subarray(0, at), Buffer.from(prefix), bytes.subarray(at)]);
  scoped.writeInt32BE(scoped.length - 1, 1);
  const name = scoped.toString('utf8', at, scoped.indexOf(0, at));
  return { message: { type, bytes: scoped }, ...(type === 'P' ? { created: name } : {}) };
}
