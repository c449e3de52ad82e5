import { z } from 'zod';
import { CAMERA_STATES, UNIT_LEVELS } from '../camera-terms.ts';
import { COVERAGE_CHANGES } from '../coverage/coverage-change.ts';
import { INCIDENT_CATEGORIES } from '../incident-terms.ts';
import { countsOf, dayWire, idWire, instantOut, pageQueryWire } from './common-wire.ts';

const asOf = dayWire.optional().describe('the end of this day in Viet Nam; now when absent or today');

/** Query of a coverage tile. */
export const coverageTileQueryWire = z.object({ asOf });

/** Query of `GET /coverage/trend`. */
export const coverageTrendQueryWire = z.object({ unitId: idWire.optional(), asOf });

/** Query of `GET /coverage/summary`. */
export const coverageSummaryQueryWire = coverageTrendQueryWire.extend({
  days: z.coerce.number().int().min(1).max(31).default(7).describe('length of the period of changes, uptime and incidents, in days up to asOf'),
});

/** Query of `GET /coverage/cameras`: the cameras behind a number of the summary with the same `unitId`, `asOf` and `days`. */
export const coverageCameraQueryWire = coverageSummaryQueryWire.extend({
  state: z.enum(CAMERA_STATES).optional(),
  works: z.enum(['true', 'false']).optional(),
  change: z.enum(COVERAGE_CHANGES).optional().describe('only cameras that changed so in the period; retired ones are in no other answer'),
  entered: z.enum(['later']).optional().describe('only cameras that hung there already and were registered after asOf: those of `enteredLater`'),
  sort: z.enum(['newest', 'uptime']).default('newest').describe('uptime: the least first, those of which nothing is known last'),
  limit: pageQueryWire.shape.limit,
  cursor: pageQueryWire.shape.cursor,
});

/** Query of `GET /coverage/groups`: the neighbourhoods behind `groups` of the summary with the same `unitId` and `asOf`. */
export const coverageGroupQueryWire = coverageTrendQueryWire.extend({
  taking: z.enum(['true', 'false']).optional().describe('only those that have a camera, or have none'),
  limit: pageQueryWire.shape.limit,
  cursor: pageQueryWire.shape.cursor,
});

const unitName = z.object({ id: idWire, name: z.string(), level: z.enum(UNIT_LEVELS) });

const figures = {
  total: z.number().describe('cameras that were registered and not retired'),
  byState: countsOf(CAMERA_STATES),
  working: z.number().describe('cameras whose view counts as covered'),
  enteredLater: z.number().describe('of total, cameras that hung there already and were registered after asOf'),
  groups: z.object({ taking: z.number(), all: z.number() }).describe('neighbourhoods with at least one camera, and all'),
  uptimeRatio: z.number().nullable().describe('share of the known time of the period in which cameras answered'),
  knownRatio: z.number().nullable().describe('share of the period of which it is known whether they did'),
  changes: countsOf(COVERAGE_CHANGES),
  incidents: countsOf(INCIDENT_CATEGORIES)
    .nullable()
    .describe('incidents that began in the period, without merged reports; null for who may not read incidents'),
};

/** Answer of `GET /coverage/summary`: the figures of the unit, or of all within reach, and of the units below it. */
export const coverageSummaryOut = z.object({
  asOf: z.string().describe('yyyy-mm-dd'),
  at: instantOut,
  from: instantOut.describe('begin of the period'),
  days: z.number(),
  unit: unitName.nullable().describe('null: all units of the caller'),
  above: z.array(unitName).describe('units above it within reach, the uppermost first'),
  ...figures,
  units: z.array(unitName.extend(figures)),
  moreUnits: z.boolean().describe('there are more units than are listed'),
});

/** A camera behind a number of the summary. */
export const coverageCameraOut = z.object({
  id: idWire,
  name: z.string(),
  unitId: idWire,
  unitName: z.string(),
  siteName: z.string(),
  state: z.enum(CAMERA_STATES).describe('at asOf'),
  works: z.boolean(),
  reachable: z.enum(['up', 'down', 'unknown']),
  reachableSince: instantOut.nullable(),
  uptimeRatio: z.number().nullable().describe('share of the known time of the period in which it answered; null when nothing is known'),
  createdAt: instantOut,
  retiredAt: instantOut.nullable(),
});

/** A neighbourhood behind `groups` of the summary; it takes part when it has a camera. */
export const coverageGroupOut = z.object({
  id: idWire,
  name: z.string(),
  aboveName: z.string().nullable().describe('name of the unit above it'),
  total: z.number().describe('cameras that were registered and not retired'),
  working: z.number().describe('of these, whose view counts as covered'),
});

/** Answer of `GET /coverage/trend`: uptime of the last 30 days, incidents of the last 12 months; oldest first. */
export const coverageTrendOut = z.object({
  items: z.array(z.object({ day: z.string(), uptimeRatio: z.number().nullable() })),
  months: z.array(z.object({ month: z.string().describe('yyyy-mm'), byCategory: countsOf(INCIDENT_CATEGORIES) })).nullable(),
});
