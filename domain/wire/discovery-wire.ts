import { z } from 'zod';
import { DISCOVERY_STATES, FOUND_BY, SIGN_IN_SCHEMES } from '../discovery-terms.ts';
import { acceptedWire, idWire, instantOut, pageQueryWire } from './common-wire.ts';

export const discoveryCreateWire = z.object({
  cidr: z.string().trim().min(1).max(64).describe('Network to search, such as 192.168.1.0/24; at most 4,096 addresses'),
});

/** The job has the discovery's id. */
export const discoveryAcceptedOut = acceptedWire.extend({ id: idWire });

export const discoveryOut = z.object({
  id: idWire,
  jobId: idWire,
  organisationId: idWire,
  cidr: z.string(),
  state: z.enum(DISCOVERY_STATES),
  /** 0 to 1. */
  progress: z.number(),
  addresses: z.number(),
  addressesDone: z.number(),
  /** Addresses where somebody answered, if only to refuse; 0 at the end: the network can't be reached from the service. */
  addressesAnswered: z.number(),
  /** Connections that the service's machine could not try; the result is incomplete if there are any. */
  notTried: z.number(),
  deviceCount: z.number(),
  /** Devices beyond the most that are kept. */
  devicesLeftOut: z.number(),
  /** Devices that announced themselves with nothing but addresses outside the network: dropped. */
  devicesOutside: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instantOut,
  finishedAt: instantOut.nullable(),
  expiresAt: instantOut,
});

export const discoveredDeviceOut = z.object({
  id: idWire,
  address: z.string(),
  port: z.number(),
  foundBy: z.array(z.enum(FOUND_BY)),
  /** False: it announced itself and can't be dialled from the service. */
  reachable: z.boolean(),
  onvifUrl: z.string().nullable(),
  rtspUrl: z.string().nullable(),
  name: z.string().nullable(),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.enum(['onvif', 'http_date']) }).nullable(),
  passwordNeeded: z.boolean().nullable(),
  signIn: z.array(z.enum(SIGN_IN_SCHEMES)),
  foundAt: instantOut,
  /** Cameras of the organisation that are registered at this address. */
  cameraIds: z.array(idWire),
  /** Ready for `POST /cameras`: a name to be replaced, and the source but for user, password and (RTSP) path. */
  registration: z.object({
    name: z.string(),
    source: z.discriminatedUnion('kind', [z.object({ kind: z.literal('onvif'), url: z.string() }), z.object({ kind: z.literal('rtsp'), url: z.string() })]),
  }),
});

export const discoveryDetailOut = discoveryOut.extend({ devices: z.array(discoveredDeviceOut), nextCursor: z.string().nullable() });

export const discoveryListQueryWire = pageQueryWire.extend({ organisationId: idWire.optional() });

export const discoveryQueryWire = pageQueryWire.extend({ limit: z.coerce.number().int().min(1).max(200).default(200) });
