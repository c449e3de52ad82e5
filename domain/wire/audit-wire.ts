import { z } from 'zod';
import { AUDIT_OUTCOMES } from '../audit-outcomes.ts';
import { idWire, instantOut, instantWire, pageQueryWire, rangeQueryWire } from './common-wire.ts';

const leafNumberWire = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Filters of `GET /audit/events`. */
export const auditQueryWire = pageQueryWire.extend(rangeQueryWire.shape).extend({
  cameraId: idWire.optional(),
  incidentId: idWire.optional(),
  actorId: idWire.optional(),
  seq: leafNumberWire.optional().describe('only this entry; without from and to it may be of any time'),
  username: z.string().min(1).max(64).optional().describe('as the actor was called then'),
  referenceNumber: z.string().min(1).max(40).optional().describe('of the incident, such as VV-2026-000123'),
  action: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .max(64)
    .optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
});

/** The period of `GET /privacy/breach-export`. */
export const breachQueryWire = z.object({ from: instantWire, to: instantWire });

const base64Out = z.string().describe('base64');
const saltOut = base64Out.nullable().describe('base64, 16 bytes; null where nothing was committed to, and after erasure');

/** An event of the access log, in clear and as the leaf that it is. */
export const auditEventOut = z.object({
  seq: z.number().describe('zero-based leaf of the tree'),
  at: instantOut,
  actor: z.object({
    id: z.string().nullable(),
    username: z.string().nullable(),
    role: z.string().nullable(),
    organisationName: z.string().nullable().describe('where this person is today; no part of the leaf, and null once the person was erased'),
  }),
  action: z.string(),
  outcome: z.string(),
  incidentId: z.string().nullable(),
  referenceNumber: z.string().nullable().describe('of the incident, as people call it; no part of the leaf, which has its id'),
  cameraIds: z.array(z.string()),
  ownerIds: z.array(z.string()).describe('organisations that owned these cameras then'),
  purpose: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  leafInput: base64Out.describe('base64 of canonical JSON (RFC 8785)'),
  leafHash: base64Out.describe('SHA-256(0x00 ‖ leafInput)'),
  salts: z.object({ actorId: saltOut, actorUsername: saltOut, detail: saltOut }),
  erased: z
    .array(z.object({ part: z.enum(['actor', 'detail']), basis: z.string(), on: z.string().describe('yyyy-mm-dd') }))
    .describe('clear text that was erased, and under what'),
});

/** A signed tree head (C2SP tlog-checkpoint). */
export const checkpointOut = z.object({
  origin: z.string(),
  size: z.number(),
  rootHash: base64Out,
  keyId: z.string().describe('8 hexadecimal digits (C2SP signed-note)'),
  signature: base64Out.describe("Ed25519 over the note's text"),
  note: z.string().describe('text, empty line and signature line: what to keep'),
  publicKey: base64Out.describe('Ed25519, 32 bytes'),
  key: z.string().describe('name, id and public key as one word, as tools for notes take it'),
  handovers: z.array(z.string()).describe('how keys before this one gave way, the first one first: notes that both keys signed'),
});

export const inclusionQueryWire = z.object({ seq: leafNumberWire, size: leafNumberWire });

export const inclusionOut = z.object({ leafIndex: z.number(), leafHash: base64Out, path: z.array(base64Out) });

export const consistencyQueryWire = z.object({ from: leafNumberWire, to: leafNumberWire });

export const consistencyOut = z.object({ path: z.array(base64Out) });
