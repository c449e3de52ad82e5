import { z } from 'zod';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';

/** Cookie that binds a sign-in by the provider to the browser in which it began. */
export const TICKET_COOKIE = 'matpho_sign_in';
/** Only the routes of this sign-in get it. */
export const TICKET_PATH = '/api/v1/public/provider';

const asked = z.object({
  id: z.string(),
  expiresAtMs: z.number(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  invitationId: z.string().optional(),
});
const proved = z.object({ id: z.string(), expiresAtMs: z.number(), identityId: z.string(), sid: z.string().nullable() });
const SHAPES = { asked, proved };
const VALID_MS = { asked: 10 * 60_000, proved: 5 * 60_000 };

/** `asked`: sent to the provider. `proved`: came back, and the code of our second factor is still missing. */
export type TicketKind = keyof typeof SHAPES;
export type Ticket<K extends TicketKind> = z.output<(typeof SHAPES)[K]>;

/** How long a ticket of a kind is good. */
export function ticketLifeS(kind: TicketKind): number {
  return VALID_MS[kind] / 1000;
}

/** Seals a ticket for the browser to keep: it can neither be read nor made there, and no stranger fills a table with them. */
export function sealTicket<K extends TicketKind>({ secretBox, clock }: ServerContext, kind: K, content: Omit<Ticket<K>, 'id' | 'expiresAtMs'>): string {
  const nowMs = clock.now();
  const sealed = secretBox.seal(JSON.stringify({ ...content, id: newId(nowMs), expiresAtMs: nowMs + VALID_MS[kind] }), boundTo(kind));
  return `${sealed.keyId}.${sealed.bytes.toString('base64url')}`;
}

/** Opens one; undefined for none, one of another kind, one that has expired and one that isn't ours. */
export function openTicket<K extends TicketKind>({ secretBox, clock }: ServerContext, kind: K, cookie: string | undefined): Ticket<K> | undefined {
  const [, keyId, text] = /^([0-9a-f]{16})\.([\w-]{1,3000})$/.exec(cookie ?? '') ?? [];
  if (keyId === undefined || text === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(secretBox.open({ keyId, bytes: Buffer.from(text, 'base64url') }, boundTo(kind)));
    const ticket = SHAPES[kind].parse(content) as Ticket<K>;
    return ticket.expiresAtMs > clock.now() ? ticket : undefined;
  } catch {
    // made up, or sealed with a key that has gone since
    return undefined;
  }
}

function boundTo(kind: TicketKind): string {
  return `sign-in ticket: ${kind}`;
}
