import { z } from 'zod';
import { ORGANISATION_KINDS } from '../role.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';

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

export const organisationPatchWire = z.object({
  cameraNetworks: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(64)
        .regex(/^[^,]+$/, 'one network for each entry, no commas'),
    )
    .max(64)
    .nullable()
    .describe('CIDR or CIDR:port; an empty list or null removes the limit'),
});

export const organisationQueryWire = pageQueryWire.extend({ kind: z.enum(ORGANISATION_KINDS).optional() });
