import type { ClockReading } from './clock-reading.ts';
import type { FoundBy, SignInScheme } from './discovery-terms.ts';

/** A camera or recorder that a discovery found, without having signed in to it. What it doesn't tell is absent. All texts are its own words, cleaned and cut. */
export interface DiscoveredDevice {
  /** Plain IPv4 or IPv6. */
  readonly address: string;
  /** Of its ONVIF service, else of RTSP. */
  readonly port: number;
  readonly foundBy: readonly FoundBy[];
  /** False: it answered the probe, but can't be dialled from here; its address hardly fits this network. */
  readonly isReachable: boolean;
  /** Address of its ONVIF device service. */
  readonly onvifUrl?: string;
  /** Where RTSP is spoken; the path is the maker's. */
  readonly rtspUrl?: string;
  readonly name?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly firmware?: string;
  /** Identity that it announces by WS-Discovery; stable over addresses. */
  readonly endpointReference?: string;
  readonly clock?: ClockReading;
  /** Whether it keeps its description (ONVIF) or its streams (RTSP) behind a sign-in; absent when it couldn't be told. */
  readonly isPasswordNeeded?: boolean;
  /** Empty when it asked for no sign-in or named no way. */
  readonly signIn: readonly SignInScheme[];
}
