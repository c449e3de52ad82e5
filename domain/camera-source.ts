/** How a camera is reached. `registered` cameras are known but can't be dialled: their footage is handed in. */
export const SOURCE_KINDS = ['rtsp', 'onvif', 'simulated', 'registered'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Sign-in of a device. Lives unsealed only inside a worker, for as long as one contact lasts. */
export interface CameraCredentials {
  readonly username: string;
  readonly password: string;
}

export interface RtspSource {
  readonly kind: 'rtsp';
  /** `rtsp://host[:port]/path`, never with user or password in it. */
  readonly url: string;
  readonly transport: 'tcp' | 'udp';
}

export interface OnvifSource {
  readonly kind: 'onvif';
  /** Address of the device service, never with user or password in it. */
  readonly url: string;
  /** Of a recorder: which of its video sources, from 1 in the order of its profiles. Absent: the first. */
  readonly channel?: number;
  /** The same by the device's own token, which goes before `channel`. */
  readonly videoSource?: string;
}

/** What a simulated camera is told to do wrong; every field is off by default. */
export interface SimulatedFaults {
  /** Answers nothing at all. */
  readonly dead?: boolean;
  /** Each answer comes this much later. */
  readonly delayMs?: number;
  readonly covered?: boolean;
  readonly blurred?: boolean;
  readonly dark?: boolean;
  /** The same frame again and again, its burnt-in clock included. */
  readonly frozen?: boolean;
  /** Points elsewhere than the reference picture. */
  readonly moved?: boolean;
  /** Device time minus true time; positive runs ahead. */
  readonly clockOffsetMs?: number;
  /** Refuses the sign-in. */
  readonly authFails?: boolean;
}

export interface SimulatedSource {
  readonly kind: 'simulated';
  /** Decides the scene that is drawn: equal seeds draw equal scenes. */
  readonly seed: number;
  readonly faults: SimulatedFaults;
}

export interface RegisteredSource {
  readonly kind: 'registered';
}

/** A camera's address without its secrets. */
export type CameraSource = RtspSource | OnvifSource | SimulatedSource | RegisteredSource;

/** The sources that an adapter can dial. */
export type DialableSource = Exclude<CameraSource, RegisteredSource>;
