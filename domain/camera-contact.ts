import type { ClockReading } from './clock-reading.ts';

/** What a device says it is; fields it doesn't give are absent. Values are the device's own words, unaltered. */
export interface CameraIdentity {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly serialNumber?: string;
  readonly hardwareId?: string;
}

/** The two generations of ONVIF's media service: Profile T has Media2, Profile S has Media1. */
export type MediaGeneration = 'media1' | 'media2';

/** A video stream that the device offers. */
export interface StreamProfile {
  readonly name: string;
  /** Which media services know it; absent for adapters other than ONVIF. */
  readonly services?: readonly MediaGeneration[];
  readonly codec: 'h264' | 'h265' | 'mjpeg' | 'unknown';
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly framesPerSecond?: number;
  readonly bitrateKbps?: number;
}

/** A web service of the device, with the version of its specification. */
export interface DeviceServiceVersion {
  readonly namespace: string;
  /** Such as `2.60`, in the device's own digits; absent when it tells none. */
  readonly version?: string;
}

/** How the device wanted to be signed in to. */
export type SignInScheme = 'none' | 'digest' | 'basic' | 'username_token';

/** What the device can do, as far as it was asked. */
export interface CameraCapabilities {
  readonly profiles: readonly StreamProfile[];
  /** The device's tokens of its video sources, in order: the channels of a recorder. */
  readonly videoSources?: readonly string[];
  readonly snapshotByHttp: boolean;
  readonly media2: boolean;
  readonly clockReadable: boolean;
  readonly streamable: boolean;
  /** From here on: ONVIF only, absent otherwise. */
  readonly media1?: boolean;
  readonly services?: readonly DeviceServiceVersion[];
  readonly signIn?: SignInScheme;
  /** Flags by pull point. */
  readonly events?: boolean;
  /** What Profile G advertises: recordings on the device, search in them, replay. */
  readonly edgeStorage?: { readonly recording: boolean; readonly search: boolean; readonly replay: boolean };
  /** Where a device that was dialled in the clear also speaks TLS, tried out. */
  readonly securePort?: number;
}

/** Something that a person should mend, with a stable code; `message` says what to do next and holds no secret. */
export interface CameraProblem {
  readonly code: string;
  readonly message: string;
}

/** Result of an adapter's `probe`: identity, capabilities and clock. Problems that don't stop the probe are listed. */
export interface ProbeResult {
  readonly identity: CameraIdentity;
  readonly capabilities: CameraCapabilities;
  readonly clock?: ClockReading;
  readonly problems: readonly CameraProblem[];
}

/** Result of an adapter's `ping`: the device answered as the camera it should be. */
export interface PingResult {
  readonly roundTripMs: number;
  readonly clock?: ClockReading;
}

/** Where a device time beside a picture or segment comes from. */
export const DEVICE_TIME_SOURCES = ['rtcp_sender_report', 'clock_offset', 'picture', 'file', 'replay', 'none'] as const;
export type DeviceTimeSource = (typeof DEVICE_TIME_SOURCES)[number];

/** One picture as it came from the camera: never re-encoded when the camera itself made a JPEG. */
export interface CapturedPicture {
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** When we had received it, by our clock. */
  readonly receivedAtMs: number;
  /** The device's own time of the picture where it gives one. */
  readonly deviceTimeMs?: number;
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clock?: ClockReading;
}

/** One finished fMP4 file, cut at a keyframe, in a folder that the caller gave. */
export interface RecordedSegment {
  readonly filePath: string;
  readonly byteLength: number;
  readonly codec: 'h264' | 'h265' | 'mjpeg' | 'mpeg4';
  /** First and last+1 instant by our clock; the true instants lie within ± `uncertaintyMs`. */
  readonly trueFromMs: number;
  readonly trueToMs: number;
  readonly uncertaintyMs: number;
  /** The same by the device's clock where it gives one. */
  readonly deviceFromMs?: number;
  readonly deviceToMs?: number;
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clock?: ClockReading;
}
