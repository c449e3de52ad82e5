import { z } from 'zod';
import { MOST_PACKAGE_REQUESTS } from '../evidence/package-limits.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';

export const evidencePackageCreateWire = z
  .object({ requestIds: z.array(idWire).min(1).max(MOST_PACKAGE_REQUESTS).optional().describe('own open requests of the incident; all of them when absent') })
  .prefault({});

export const evidencePackageQueryWire = pageQueryWire.extend({ incidentId: idWire.optional() });

export const evidencePackageAcceptedOut = z.object({ id: idWire, jobId: idWire });

export const evidencePackageOut = z.object({
  id: idWire,
  incident: z.object({ id: idWire, referenceNumber: z.string() }),
  requestIds: z.array(idWire),
  cameraIds: z.array(idWire),
  state: z.enum(['waiting', 'building', 'ready', 'failed', 'dropped']).describe('`dropped`: nobody may open it any more, and its file is gone'),
  progress: z.number().describe('0 to 1, by bytes'),
  orderedBy: z.object({ id: idWire, username: z.string() }),
  orderedFor: z.string(),
  orderedAt: instantOut,
  finishedAt: instantOut.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable().describe('why it failed; of one that waits, what it waits for (`disk_full`)'),
  sha256: z.string().nullable().describe('of the file, in hexadecimal; stays when the file is dropped'),
  byteLength: z.number().nullable(),
  fileCount: z.number().nullable(),
  contents: z
    .object({
      cameras: z.array(
        z.object({
          cameraId: idWire,
          name: z.string(),
          originals: z.number().describe('stored files as they are'),
          parts: z.number().describe('whole fragments of stored files that reach past the opened seconds'),
          pictures: z.number().describe('pictures as they are'),
          copies: z.number().describe('copies for watching, with watermark and masks'),
          uncopied: z.number().describe('stored files and pictures that no copy could be made of'),
          byteLength: z.number(),
          absentMs: z.number().describe('of the opened seconds that are not there'),
        }),
      ),
      documents: z.number().describe('forms, manifest parts and other papers'),
    })
    .nullable()
    .describe('what is in it, once it is sealed'),
  timestamp: z
    .object({
      state: z
        .enum(['none', 'waiting', 'stamped'])
        .describe('`none`: not sealed yet, or sealed where no authority was configured; `waiting`: usable, the stamp is fetched later'),
      at: instantOut.nullable().describe("the authority's time"),
      authority: z.string().nullable().describe('what the authority calls itself'),
      inFile: z.boolean().describe('whether the file has it; `GET /evidence-packages/{id}/timestamp` gives it either way'),
      errorCode: z.string().nullable().describe('why the last try gave none'),
    })
    .describe('RFC 3161 timestamp on the signature'),
  keyFingerprint: z.string().nullable().describe('for `matpho verify --key`'),
});
