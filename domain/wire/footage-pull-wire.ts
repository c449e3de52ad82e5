import { z } from 'zod';
import { PULL_STATES } from '../edge-pull-rule.ts';
import { INCIDENT_CATEGORIES } from '../incident-terms.ts';
import { acceptedWire, idWire, instantOut, instantWire } from './common-wire.ts';

export const footagePullCreateWire = z.object({
  incidentId: idWire,
  from: instantWire.optional().describe('true time within the incident; its beginning when absent'),
  to: instantWire.optional().describe('its end when absent'),
});

export const footagePullAcceptedOut = acceptedWire.extend({ id: idWire });

const interval = z.object({ from: instantOut, to: instantOut });

export const footagePullOut = z.object({
  id: idWire,
  jobId: idWire,
  cameraId: idWire,
  cameraName: z.string(),
  incident: z.object({ id: idWire, referenceNumber: z.string(), category: z.enum(INCIDENT_CATEGORIES) }),
  pulledFor: z.string().describe('the organisation whose case it is'),
  automatic: z.boolean().describe('ordered by the service: what is held was about to be overwritten'),
  requestedBy: z.object({ id: idWire, username: z.string() }).nullable().describe('null: the service'),
  requestedAt: instantOut,
  from: instantOut.describe('true time that is wanted'),
  to: instantOut,
  deviceWindow: interval.describe("what the device is asked for by its own clock, widened by that clock's uncertainty"),
  state: z.enum(PULL_STATES),
  progress: z.number().describe('0 to 1'),
  nextTryAt: instantOut.nullable().describe('when it goes on, if it waits for that'),
  segmentCount: z.number().int(),
  byteLength: z.number(),
  gaps: z.array(interval).describe('true time of the wanted interval that did not come; known at the end'),
  notes: z.array(z.string()),
  problem: z.object({ code: z.string(), message: z.string() }).nullable().describe('what stands or stood in its way'),
  startedAt: instantOut.nullable(),
  finishedAt: instantOut.nullable(),
});
