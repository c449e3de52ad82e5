import { z } from 'zod';
import { ERASURE_BASES, ERASURE_DECISIONS } from '../access-log/erasure-terms.ts';
import { SUBJECT_REQUEST_KINDS, SUBJECT_REQUEST_STATES } from '../subject-requests/subject-request-terms.ts';
import { idWire, instantOut, reasonWire } from './common-wire.ts';

const basis = z.enum(ERASURE_BASES);

export const logErasureCreateWire = z.object({
  basis,
  subjectRequestId: idWire.optional().describe('needed for the basis subject_request: a deletion or an objection that was not refused or withdrawn'),
  reason: reasonWire.describe('what the law asks for, and which order or request; no plates, ID or phone numbers'),
  userId: idWire.optional().describe('a closed account: as who acted, and where details name it'),
  entries: z
    .array(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER))
    .min(1)
    .max(200)
    .optional()
    .describe('or entries by their places: their details, the purpose among them'),
});

export const logErasureDecisionWire = z.object({ decision: z.enum(ERASURE_DECISIONS) });

/** An erasure as the register shows it. */
export const logErasureOut = z.object({
  id: idWire,
  basis,
  subjectRequestId: idWire.nullable(),
  subjectRequest: z
    .object({ kind: z.enum(SUBJECT_REQUEST_KINDS), state: z.enum(SUBJECT_REQUEST_STATES), receivedAt: instantOut, organisationName: z.string() })
    .nullable()
    .describe('what the register has of it now, without who asked'),
  reason: z.string(),
  user: z.object({ id: idWire, username: z.string() }).nullable().describe('null for entries, and once it was decided'),
  entries: z.array(z.number()),
  askedBy: z.string(),
  askedAt: instantOut,
  decision: z.enum(ERASURE_DECISIONS).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instantOut.nullable(),
  eventCount: z.number().nullable().describe('events that lost clear text'),
});
