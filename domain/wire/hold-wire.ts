import { z } from 'zod';
import { HOLD_OUTSIDE } from '../hold-rule.ts';
import { INCIDENT_CATEGORIES } from '../incident-terms.ts';
import { idWire, instantOut, instantWire, reasonWire } from './common-wire.ts';

const reason = reasonWire;

export const holdCreateWire = z.object({
  cameraId: idWire,
  from: instantWire.describe('true time'),
  to: instantWire,
  reason,
  expiresAt: instantWire.optional().describe('30 days ahead at most; 7 days when absent'),
});

export const holdReleaseWire = z.object({ reason });

/** What a hold is now: `pending` keeps nothing until a second officer agrees; the last four keep nothing any more. */
export const HOLD_STATES = ['pending', 'held', 'released', 'lapsed', 'moved', 'limits'] as const;

const person = z.object({ id: idWire, username: z.string() });

export const holdOut = z.object({
  id: idWire,
  incident: z.object({ id: idWire, referenceNumber: z.string(), category: z.enum(INCIDENT_CATEGORIES) }),
  heldFor: z.string().describe('the organisation whose case it is'),
  cameraId: idWire,
  cameraName: z.string(),
  from: instantOut,
  to: instantOut,
  automatic: z.boolean(),
  state: z.enum(HOLD_STATES),
  reason: z.string(),
  expiresAt: instantOut.nullable(),
  requestId: idWire.nullable(),
  createdAt: instantOut,
  createdBy: person.nullable().describe('null: the service'),
  endedAt: instantOut.nullable(),
  releasedBy: person.nullable(),
  releaseReason: z.string().nullable(),
  outside: z
    .enum(HOLD_OUTSIDE)
    .nullable()
    .describe(
      'some of it lies outside what may be held for the incident as it stands now: that was moved after the hold was made, and what a person holds only a person ends',
    ),
});
