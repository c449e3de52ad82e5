import { z } from 'zod';
import { SUBJECT_REQUEST_KINDS, SUBJECT_REQUEST_STATES, SUBJECT_REQUEST_STEPS } from '../subject-requests/subject-request-terms.ts';
import { idWire, instantOut, instantWire, pageQueryWire, reasonWire } from './common-wire.ts';

const kind = z.enum(SUBJECT_REQUEST_KINDS);
const interval = z.object({ from: instantWire, to: instantWire });

/** Name and address of a person, kept sealed: the one place where a phone number may stand. */
const applicant = z.object({
  name: z.string().trim().min(1).max(200),
  contact: z.string().trim().min(1).max(300).describe('address, phone number or e-mail'),
});

export const subjectRequestCreateWire = z.object({
  organisationId: idWire.optional().describe("who has to answer; the caller's own when absent, and for boards never another"),
  kind,
  cameraId: idWire.optional(),
  during: interval.optional().describe('when the person was filmed, if it was said'),
  summary: z.string().trim().max(2000).default('').describe('no plates, ID or phone numbers'),
  receivedAt: instantWire.describe('when it came in: the terms count from then'),
  applicant,
});

export const subjectRequestStepWire = z.object({
  step: z.enum(SUBJECT_REQUEST_STEPS),
  note: reasonWire.describe('what was told or done, or why not; no plates, ID or phone numbers'),
});

export const subjectRequestQueryWire = pageQueryWire.extend({ open: z.enum(['true', 'false']).optional().describe('only those that have not ended') });

/** A request as lists show it: without whoever asks. */
export const subjectRequestOut = z.object({
  id: idWire,
  organisationId: idWire,
  organisationName: z.string(),
  kind,
  cameraId: idWire.nullable(),
  cameraName: z.string().nullable(),
  during: z.object({ from: instantOut, to: instantOut }).nullable(),
  summary: z.string(),
  state: z.enum(SUBJECT_REQUEST_STATES),
  receivedAt: instantOut,
  recordedAt: instantOut,
  recordedBy: z.string(),
  answerDueAt: instantOut.describe('end of the second working day'),
  answeredAt: instantOut.nullable(),
  fulfilDueAt: instantOut,
  isExtended: z.boolean(),
  isOverdue: z.boolean().describe('a term is over and nothing was done'),
  endedAt: instantOut.nullable(),
  steps: z.array(z.object({ step: z.enum(SUBJECT_REQUEST_STEPS), note: z.string(), madeBy: z.string(), madeAt: instantOut })),
  nextSteps: z.array(z.enum(SUBJECT_REQUEST_STEPS)),
  applicantErasedAt: instantOut.nullable(),
});

export const subjectRequestDetailOut = subjectRequestOut.extend({ applicant: z.object({ name: z.string(), contact: z.string() }).nullable() });
