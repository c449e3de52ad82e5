import { z } from 'zod';
import { ORGANISATION_KINDS } from '../role.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';
import { nameWire } from './name-wire.ts';

export const organisationOut = z.object({
  id: idWire,
  kind: z.enum(ORGANISATION_KINDS),
  name: z.string(),
  unitIds: z.array(idWire),
  /** `CIDR` or `CIDR:port`; null: no narrower than the service's own rule. */
  cameraNetworks: z.array(z.string()).nullable(),
  /** The operator's `MATPHO_CAMERA_NETWORKS` decides alone; what stands here has no effect meanwhile. */
  overridden: z.boolean(),
  createdAt: instantOut,
});

const unitIdsWire = z.array(idWire).max(200).describe('the units it answers for, each with all below it');

export const organisationCreateWire = z.object({ kind: z.enum(ORGANISATION_KINDS), name: nameWire(), unitIds: unitIdsWire.default([]) });

const networkWire = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^,]+$/, 'one network for each entry, no commas');

export const organisationPatchWire = z
  .object({
    name: nameWire().optional(),
    unitIds: unitIdsWire.optional(),
    cameraNetworks: z.array(networkWire).max(64).nullable().optional().describe('CIDR or CIDR:port; an empty list or null removes the limit'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { message: 'say what is to change' });

export const organisationQueryWire = pageQueryWire.extend({ kind: z.enum(ORGANISATION_KINDS).optional() });
