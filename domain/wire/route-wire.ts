import { z } from 'zod';
import { AVAILABILITIES } from '../candidate-availability.ts';
import { ROUTE_MODES } from '../route-limits.ts';
import { ROUTE_DIRECTIONS } from '../route-window.ts';
import { idWire, instantOut } from './common-wire.ts';

/** Limits are checked by the rules of `domain/`, so that what goes beyond them is logged as a refused look. */
const figure = z.coerce.number();

export const routeQueryWire = z.object({
  direction: z.enum(ROUTE_DIRECTIONS).default('leaving'),
  mode: z.enum(ROUTE_MODES).default('any'),
  minKmh: figure.optional(),
  maxKmh: figure.optional(),
  minutes: figure.default(15),
  distanceM: figure.default(1500),
  roads: z.enum(['true', 'false']).default('false'),
  lang: z.enum(['vi', 'en']).default('vi'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

const windowOut = z.object({ from: instantOut, to: instantOut });

export const routeCameraOut = z.object({
  cameraId: idWire,
  cameraName: z.string(),
  siteName: z.string(),
  position: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  distanceM: z.number(),
  farthestM: z.number(),
  roads: z.array(z.string().nullable()),
  trueWindow: windowOut,
  deviceWindow: windowOut,
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.string(), readAt: instantOut }).nullable(),
  availability: z.enum(AVAILABILITIES),
  why: z.array(z.string()),
});

export const routeSearchOut = z.object({
  items: z.array(routeCameraOut),
  nextCursor: z.string().nullable(),
  search: z.object({
    direction: z.enum(ROUTE_DIRECTIONS),
    minKmh: z.number(),
    maxKmh: z.number(),
    minutes: z.number(),
    distanceM: z.number(),
    reachM: z.number(),
    cameras: z.number(),
    cut: z.boolean(),
    completeToM: z.number(),
    notes: z.array(z.string()),
  }),
  roads: z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(z.array(z.number()))), cut: z.boolean() }).nullable(),
});

export const ROUTE_STATES = ['ready', 'approval_required', 'incident_merged', 'route_not_allowed', 'route_start_too_wide', 'route_chained'] as const;

export const routeStateOut = z.object({
  state: z.enum(ROUTE_STATES),
  approvedBy: z.object({ id: idWire, username: z.string() }).nullable(),
  approvedAt: instantOut.nullable(),
  earlierSearches: z.array(
    z.object({
      at: instantOut,
      distanceM: z.number(),
      minutesApart: z.number(),
      sameIncident: z.boolean(),
      sameOrganisation: z.boolean(),
      continues: z.boolean(),
    }),
  ),
  limits: z.object({ minutes: z.number(), distanceM: z.number(), offences: z.array(z.string()) }),
});
