import { z } from 'zod';
import { CAMERA_PURPOSES, CAMERA_STATES } from '../camera-terms.ts';
import { cameraCreateWire, placementWire } from './camera-wire.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';

/** More channels than any recorder for a neighbourhood has; one request stays far below the body's limit. */
const MAX_CHANNELS = 64;
const credentialsShape = { username: z.string().max(128).optional(), password: z.string().max(256).optional() };
const urlWire = z.string().min(1).max(2000);

export const recorderSourceWire = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rtsp'),
    url: urlWire.describe('rtsp://host[:port] without a path'),
    transport: z.enum(['tcp', 'udp']).default('tcp'),
    channelUrlTemplate: z.string().min(1).max(500).describe("Path of one channel's stream with {channel} in it, such as /Streaming/Channels/{channel}01"),
    ...credentialsShape,
  }),
  z.object({ kind: z.literal('onvif'), url: urlWire, ...credentialsShape }),
  z.object({ kind: z.literal('registered') }),
]);

const channelNumberWire = z.number().int().min(1).max(1024);

const channelCreateWire = z.object({
  name: cameraCreateWire.shape.name,
  channel: channelNumberWire,
  videoSource: z.string().min(1).max(64).optional().describe("ONVIF: the device's own token of the video source; without it the channel's number counts"),
  siteName: cameraCreateWire.shape.siteName,
  placement: placementWire,
  purpose: z.enum(CAMERA_PURPOSES).optional(),
  notice: cameraCreateWire.shape.notice,
  snapshotEverySeconds: cameraCreateWire.shape.snapshotEverySeconds,
  recording: cameraCreateWire.shape.recording,
});

const channelsWire = z
  .array(channelCreateWire)
  .min(1)
  .max(MAX_CHANNELS)
  .refine((channels) => new Set(channels.map(({ channel }) => channel)).size === channels.length, { message: 'two channels have the same number' });

export const recorderCreateWire = z.object({
  name: cameraCreateWire.shape.name,
  unitId: idWire,
  siteName: cameraCreateWire.shape.siteName,
  source: recorderSourceWire,
  channels: channelsWire,
});

export const channelsAddWire = z.object({ channels: channelsWire });

export const recorderPatchWire = z
  .object({
    name: cameraCreateWire.shape.name,
    source: recorderSourceWire,
    credentials: z.object({ username: z.string().max(128), password: z.string().max(256) }),
    maintenance: z.boolean().describe('of all channels'),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { message: 'name at least one field to change' });

const recorderSourceOut = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rtsp'), url: z.string(), transport: z.enum(['tcp', 'udp']), channelUrlTemplate: z.string(), hasCredentials: z.boolean() }),
  z.object({ kind: z.literal('onvif'), url: z.string(), hasCredentials: z.boolean() }),
  z.object({ kind: z.literal('registered') }),
]);

export const recorderOut = z.object({
  id: idWire,
  name: z.string(),
  unitId: idWire.nullable(),
  unitName: z.string().nullable(),
  siteName: z.string().nullable(),
  ownerId: idWire,
  ownerName: z.string(),
  source: recorderSourceOut,
  /** Whether the recorder itself answers. */
  reachable: z.enum(['up', 'down', 'unknown']),
  lastContactAt: instantOut.nullable(),
  lastProblem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The newest reading of its one clock. */
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.string(), readAt: instantOut }).nullable(),
  channels: z.array(
    z.object({
      cameraId: idWire,
      channel: z.number().nullable(),
      name: z.string(),
      state: z.enum(CAMERA_STATES),
      lastProblem: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
  createdAt: instantOut,
});

export const recorderQueryWire = pageQueryWire.extend({ unitId: idWire.optional() });
