import { z } from 'zod';
import { SIGN_REPORT_KINDS } from '../sign-report-terms.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';

/** What is known of a camera's sign. */
export const signOut = z.object({
  cameraId: idWire,
  cameraName: z.string(),
  unitName: z.string(),
  postedAt: z.string().nullable().describe('day; null: no notice was entered, and the camera is a draft'),
  photoAt: instantOut.nullable(),
  photoBy: z.string().nullable(),
  reports: z
    .array(z.object({ kind: z.enum(SIGN_REPORT_KINDS), reportedAt: instantOut, reportedBy: z.string() }))
    .describe('open reports that it is missing or unreadable; a new photograph closes them'),
});

export const signQueryWire = pageQueryWire.extend({
  cameraId: idWire.optional(),
  missing: z.enum(['true', 'false']).optional().describe('true: only cameras without a posted notice, without a photograph of it, or with an open report'),
});

export const signReportWire = z.object({ kind: z.enum(SIGN_REPORT_KINDS) });
