import { z } from 'zod';
import { INCIDENT_CATEGORIES } from '../incident-terms.ts';
import { idWire, instantOut, instantWire, pageQueryWire, pointWire, rangeQueryWire } from './common-wire.ts';
import { nameWire } from './name-wire.ts';

const category = z.enum(INCIDENT_CATEGORIES).refine((code) => code !== 'disorderly_gathering', {
  message: 'a bell takes pictures and holds footage, which is not done for a gathering; choose another category',
});
const shape = {
  name: nameWire(),
  unitId: idWire,
  ownerId: idWire.describe('organisation that the bell belongs to'),
  position: pointWire,
  uncertaintyM: z.number().min(1).max(250),
  category,
};

export const alarmPointCreateWire = z.object({
  ...shape,
  ownerId: shape.ownerId.optional(),
  uncertaintyM: shape.uncertaintyM.default(30),
  category: category.default('public_disorder'),
});

export const alarmPointPatchWire = z
  .object({ ...shape, disabled: z.boolean(), testUntil: instantWire.nullable().describe('presses until then are tests; 24 hours ahead at most') })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { message: 'name at least one field to change' });

export const alarmPointOut = z.object({
  id: idWire,
  name: z.string(),
  unitId: idWire,
  unitName: z.string(),
  owner: z.object({ id: idWire, name: z.string() }),
  position: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  uncertaintyM: z.number(),
  category: z.enum(INCIDENT_CATEGORIES),
  disabled: z.boolean(),
  testUntil: instantOut.nullable(),
  tokenIssuedAt: instantOut.nullable(),
  lastHeardAt: instantOut.nullable(),
  createdAt: instantOut,
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});

/** With the token, which is shown this once. */
export const newAlarmPointOut = alarmPointOut.extend({ token: z.string().describe('shown once') });

export const alarmTokenOut = z.object({ id: idWire, token: z.string().describe('shown once; the old one is good for nothing from now on') });

export const alarmPointQueryWire = pageQueryWire.extend({ unitId: idWire.optional() });

export const alarmWire = z.object({ alarmPointId: idWire, test: z.boolean().default(false).describe('a test makes no incident') });

/** What a bell is told. */
export const raisedAlarmOut = z.object({
  id: idWire,
  alarmPointId: idWire,
  incidentId: idWire.nullable(),
  test: z.boolean(),
  joined: z.boolean().describe('it belongs to an alarm that was raised a moment ago'),
  pressCount: z.number(),
  raisedAt: instantOut,
});

export const alarmQueryWire = pageQueryWire.extend({ open: z.stringbool().optional() });

export const alarmOut = z.object({
  id: idWire,
  alarmPointId: idWire,
  name: z.string(),
  unitId: idWire,
  unitName: z.string(),
  position: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  incidentId: idWire.nullable(),
  referenceNumber: z.string().nullable(),
  test: z.boolean(),
  raisedAt: instantOut,
  lastPressedAt: instantOut,
  pressCount: z.number(),
  toldAll: z.boolean().describe('nobody was on duty: all officers of the unit were told'),
  unansweredSince: instantOut.nullable(),
  acknowledgedAt: instantOut.nullable(),
  acknowledgedBy: z.object({ id: idWire, name: z.string() }).nullable(),
  burst: z.object({ planned: z.number(), taken: z.number(), missed: z.number(), cancelled: z.number() }),
  nearGathering: z.boolean().describe('a gathering was recorded there and then: no pictures, and nothing is held by the service itself'),
});

export const dutyShiftWire = z.object({
  userId: idWire,
  from: instantWire,
  to: instantWire.describe('48 hours after from at most'),
  weeks: z.number().int().min(1).max(26).default(1).describe('how many weeks in a row, at the same time of the week'),
});

export const dutyShiftOut = z.object({
  id: idWire,
  organisation: z.object({ id: idWire, name: z.string() }),
  user: z.object({ id: idWire, name: z.string() }),
  from: instantOut,
  to: instantOut,
});

export const dutyShiftQueryWire = pageQueryWire.extend(rangeQueryWire.shape);

export const dutyOfficerOut = z.object({ id: idWire, name: z.string(), organisation: z.object({ id: idWire, name: z.string() }), onDuty: z.boolean() });
