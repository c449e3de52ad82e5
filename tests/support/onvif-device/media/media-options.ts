import type { ServiceKey } from '../service-catalogue.ts';

/** A media profile; enough to fill tt:Profile of Media1 and tr2:MediaProfile of Media2. */
export interface MediaProfile {
  readonly token: string;
  readonly name: string;
  /** Profiles that cannot be deleted are fixed. */
  readonly fixed: boolean;
  /** Media1 has no name for H265 (tt:VideoEncoding), so there such a profile comes without its encoder. */
  readonly encoding: 'JPEG' | 'H264' | 'H265';
  readonly encodingProfile: string;
  readonly width: number;
  readonly height: number;
  /** Frames per second; Media2 gives it as a float, Media1 as a whole number. */
  readonly frameRate: number;
  /** Every n-th frame is encoded (Media1 only). */
  readonly encodingInterval: number;
  readonly bitrateKbps: number;
  readonly govLength: number;
  readonly quality: number;
  readonly videoSourceToken: string;
  /** Part of the sensor that the profile shows (tt:IntRectangle). */
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** How a client asked for the stream, in words of both media services. */
export type StreamTransport = 'udp' | 'tcp' | 'http' | 'multicast';

/** What a URI is asked for. */
export interface UriRequest {
  readonly service: ServiceKey;
  readonly profileToken: string;
  readonly transport?: StreamTransport;
}

/** One URI for all, or one for each request. It goes out as it is, so it may be hostile. */
export type UriOption = string | ((request: UriRequest) => string);

export interface MediaOptions {
  readonly profiles: readonly MediaProfile[];
  readonly transports: readonly StreamTransport[];
  /** When absent, an RTSP address of this host that nobody serves. */
  readonly streamUri: UriOption | undefined;
  /** When absent, the device's own snapshot address. */
  readonly snapshotUri: UriOption | undefined;
  /** The `SnapshotUri` attribute of the service capabilities. GetSnapshotUri works only when it is `true`. */
  readonly snapshotUriCapability: boolean | 'omitted';
}

const mainProfile: MediaProfile = {
  token: 'profile_1',
  name: 'Luồng chính & ghi hình',
  fixed: true,
  encoding: 'H264',
  encodingProfile: 'High',
  width: 2560,
  height: 1440,
  frameRate: 25,
  encodingInterval: 1,
  bitrateKbps: 4096,
  govLength: 50,
  quality: 5,
  videoSourceToken: 'video_source_1',
  bounds: { x: 0, y: 0, width: 2560, height: 1440 },
};

export const defaultMediaOptions: MediaOptions = {
  profiles: [
    mainProfile,
    {
      ...mainProfile,
      token: 'profile_2',
      name: 'Luồng phụ',
      width: 640,
      height: 360,
      frameRate: 12.5,
      bitrateKbps: 512,
    },
    { ...mainProfile, token: 'profile_3', name: 'H.265', encoding: 'H265', encodingProfile: 'Main', frameRate: 20 },
    { ...mainProfile, token: 'profile_4', name: 'MJPEG', encoding: 'JPEG', width: 1280, height: 720, frameRate: 5 },
  ],
  transports: ['udp', 'tcp', 'http'],
  streamUri: undefined,
  snapshotUri: undefined,
  snapshotUriCapability: true,
};
