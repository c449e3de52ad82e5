import { createHash, createPublicKey, verify } from 'node:crypto';
import type { TestApp, TestUser } from '../test-app.ts';

/** An event as the API gives it. */
export interface ReadEvent {
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly id: string | null; readonly username: string | null; readonly role: string | null; readonly organisationName: string | null };
  readonly action: string;
  readonly outcome: string;
  readonly incidentId: string | null;
  readonly referenceNumber: string | null;
  readonly cameraIds: readonly string[];
  readonly ownerIds: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly leafInput: string;
  readonly leafHash: string;
  readonly salts: { readonly actorId: string | null; readonly actorUsername: string | null; readonly detail: string | null };
  readonly erased: readonly { readonly part: string; readonly basis: string; readonly on: string }[];
}

/** A checkpoint as the API gives it. */
export interface ReadCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: string;
  readonly keyId: string;
  readonly signature: string;
  readonly note: string;
  readonly publicKey: string;
  readonly key: string;
  readonly handovers: readonly string[];
}

export interface ReadInclusion {
  readonly leafIndex: number;
  readonly leafHash: string;
  readonly path: readonly string[];
}

/** Reads the log as outside clients do. */
export function createLogReader(t: TestApp, user: TestUser = 'auditor') {
  const get = async <T>(path: string, as: TestUser = user): Promise<T> => {
    const answer = await t.as(as, 'GET', path);
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
    return answer.json() as T;
  };
  const page = (query = '', as: TestUser = user): Promise<{ items: ReadEvent[]; nextCursor: string | null }> => get(`/audit/events?${query}`, as);
  return {
    page,
    async all(query = '', as: TestUser = user): Promise<ReadEvent[]> {
      const events: ReadEvent[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { items, nextCursor } = await page(`limit=200&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`, as);
        events.push(...items);
        cursor = nextCursor;
      }
      return events;
    },
    checkpoint: (as: TestUser = user): Promise<ReadCheckpoint> => get('/audit/checkpoint', as),
    inclusion: (seq: number, size: number, as: TestUser = user): Promise<ReadInclusion> => get(`/audit/proofs/inclusion?seq=${seq}&size=${size}`, as),
    consistency: (from: number, to: number, as: TestUser = user): Promise<{ path: string[] }> => get(`/audit/proofs/consistency?from=${from}&to=${to}`, as),
  };
}

/** Base64 to bytes. */
export const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

/** SHA-256(0x00 ‖ input) in base64. */
export function leafHashOf(leafInput: string): string {
  return createHash('sha256').update(Buffer.of(0)).update(bytesOf(leafInput)).digest('base64');
}

/** Whether OpenSSL takes the signature for that of the note's text. */
export function isSignedByOpenSsl({ note, signature, publicKey }: ReadCheckpoint): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytesOf(publicKey).toString('base64url') }, format: 'jwk' });
  return verify(null, Buffer.from(note.slice(0, note.lastIndexOf('\n\n') + 1)), key, bytesOf(signature));
}
