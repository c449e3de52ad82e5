import { z } from 'zod';
import { CAMERA_EVENT_KINDS } from '../camera-event.ts';
import { idWire, instantOut } from './common-wire.ts';

const profileOut = z.object({
  name: z.string(),
  codec: z.string(),
  widthPx: z.number().optional(),
  heightPx: z.number().optional(),
  framesPerSecond: z.number().optional(),
  bitrateKbps: z.number().optional(),
  services: z.array(z.string()).optional().describe('Which ONVIF media services know it: media2 (Profile T), media1 (Profile S)'),
});

export const capabilitiesOut = z.object({
  cameraId: idWire,
  seenAt: instantOut.nullable().describe('When the camera last told all this; null when it never did'),
  nextLookAt: instantOut.nullable(),
  identity: z.object({
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    firmware: z.string().nullable(),
    serialNumber: z.string().nullable(),
    hardwareId: z.string().nullable(),
  }),
  firmwareChange: z.object({ before: z.string(), at: instantOut }).nullable(),
  profiles: z.array(profileOut),
  services: z.array(z.object({ namespace: z.string(), version: z.string().nullable() })),
  media1: z.boolean(),
  media2: z.boolean(),
  snapshotByHttp: z.boolean(),
  streamable: z.boolean(),
  clockReadable: z.boolean(),
  signIn: z.string().nullable(),
  securePort: z.number().nullable().describe('Where a camera registered with http also speaks TLS; it is contacted there'),
  edgeStorage: z.object({ recording: z.boolean(), search: z.boolean(), replay: z.boolean() }),
  events: z.object({
    offered: z.boolean(),
    listening: z.boolean(),
    lastMotionAt: instantOut.nullable(),
    lastTamperAt: instantOut.nullable(),
    lastTamperKind: z.enum(CAMERA_EVENT_KINDS).nullable(),
  }),
});
