import { ed25519 } from '@noble/curves/ed25519.js';
import { randomBytes } from 'node:crypto';
import { toBase64 } from '../../../domain/access-log/base64.ts';
import { checkpointText } from '../../../domain/access-log/checkpoint.ts';
import { handoverText } from '../../../domain/access-log/key-handover.ts';
import { commitToSecret, leafInput, type LeafSecrets } from '../../../domain/access-log/leaf-input.ts';
import { addSignature, noteKeyId, noteKeyText, writeSignedNote } from '../../../domain/access-log/signed-note.ts';
import { createTreeGrowth } from '../../../domain/merkle/tree-growth.ts';
import { leafHash } from '../../../domain/merkle/tree-hash.ts';
import { consistencyRanges, inclusionRanges, type TreeRange } from '../../../domain/merkle/tree-range.ts';
import type { AuditEvent, LogHead } from '../../../web/api/api-types.ts';
import type { ProofSource } from '../../../web/audit/verify-shown.ts';

/** Of every told log, unless it is said. */
export const ORIGIN = 'camera.example.vn/log/1';
export const DAY_MS = 86_400_000;
export const NOW_MS = Date.UTC(2026, 10, 27, 3);

/** An Ed25519 key. */
export interface Key {
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A new one. */
export function newKey(): Key {
  const secret = new Uint8Array(randomBytes(32));
  return { secret, publicKey: ed25519.getPublicKey(secret) };
}

/** A server's log, as it may be told what to answer. */
export interface ToldLog {
  key: Key;
  origin: string;
  events: AuditEvent[];
  /** How keys gave way. */
  handovers: string[];
}

/** An entry that fits its leaf. */
export function event(seq: number, over: Partial<AuditEvent> = {}): AuditEvent {
  const facts = { role: 'officer', action: 'camera.read', outcome: 'allowed', incidentId: null, cameraIds: ['c1'], ownerIds: ['o1'] };
  const atMs = NOW_MS - DAY_MS + seq * 1000;
  const secrets: LeafSecrets = { actorId: 'u1', actorUsername: 'lan', detail: { purpose: 'theft', seq } };
  const salts = { actorId: randomBytes(16), actorUsername: randomBytes(16), detail: randomBytes(16) };
  const of = (name: keyof LeafSecrets): Uint8Array => commitToSecret(name, secrets[name], salts[name]);
  const input = leafInput({ atMs, ...facts }, { actorId: of('actorId'), actorUsername: of('actorUsername'), detail: of('detail') });
  return {
    seq,
    at: new Date(atMs).toISOString(),
    actor: { id: 'u1', username: 'lan', role: facts.role, organisationName: 'Công an Phường 1' },
    action: facts.action,
    outcome: facts.outcome,
    incidentId: null,
    referenceNumber: null,
    cameraIds: facts.cameraIds,
    ownerIds: facts.ownerIds,
    purpose: 'theft',
    detail: { purpose: 'theft', seq },
    leafInput: toBase64(input),
    leafHash: toBase64(leafHash(input)),
    salts: { actorId: toBase64(salts.actorId), actorUsername: toBase64(salts.actorUsername), detail: toBase64(salts.detail) },
    erased: [],
    ...over,
  };
}

function rootOf(events: readonly AuditEvent[], { from, to }: TreeRange): Uint8Array {
  const tree = createTreeGrowth();
  for (const { leafInput: input } of events.slice(from, to)) tree.add(leafHash(new Uint8Array(Buffer.from(input, 'base64'))));
  return tree.root();
}

/** The signed head of the log as it is. */
export function headOf({ key, origin, events, handovers }: ToldLog): LogHead {
  const size = events.length;
  const root = rootOf(events, { from: 0, to: size });
  const text = checkpointText({ origin, size, root });
  const signature = ed25519.sign(new TextEncoder().encode(text), key.secret);
  const noteKey = { name: origin, publicKey: key.publicKey };
  return {
    origin,
    size,
    rootHash: toBase64(root),
    keyId: noteKeyId(noteKey),
    signature: toBase64(signature),
    note: writeSignedNote(text, noteKey, signature),
    publicKey: toBase64(key.publicKey),
    key: noteKeyText(noteKey),
    handovers: [...handovers],
  };
}

/** What the server answers. */
export function sourceOf(log: ToldLog): ProofSource {
  const path = (ranges: readonly TreeRange[]): string[] => ranges.map((range) => toBase64(rootOf(log.events, range)));
  return {
    head: async () => headOf(log),
    inclusion: async (seq, size) => ({ leafIndex: seq, leafHash: '', path: path(inclusionRanges(seq, size)) }),
    consistency: async (from, to) => ({ path: path(consistencyRanges(from, to)) }),
  };
}

/** The keys of a hand-over; `signers` in place of both. */
export function handoverOf({ origin, events }: Pick<ToldLog, 'origin' | 'events'>, ends: Key, begins: Key, signers: readonly Key[] = [ends, begins]): string {
  const noteKey = ({ publicKey }: Key) => ({ name: origin, publicKey });
  const size = events.length;
  const text = handoverText({ origin, size, root: rootOf(events, { from: 0, to: size }) }, noteKey(ends), noteKey(begins));
  const signature = ({ secret }: Key): Uint8Array => ed25519.sign(new TextEncoder().encode(text), secret);
  const [first, ...more] = signers;
  return more.reduce((note, key) => addSignature(note, noteKey(key), signature(key)), writeSignedNote(text, noteKey(first!), signature(first!)));
}

/** The server replaces its key, by the rules. */
export function rotate(log: ToldLog): void {
  const begins = newKey();
  log.handovers.push(handoverOf(log, log.key, begins));
  log.key = begins;
}
