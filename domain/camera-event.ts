/**
 * The flags that a camera may raise about itself and its picture. Nothing else of what cameras send is ever taken over: no object, person, face or number plate has a name here.
 *
 * `scene_changed`: the view is another than it was (turned, covered or moved; ONVIF's GlobalSceneChange). `tampered`: the camera says somebody meddles with it, not how.
 */
export const CAMERA_EVENT_KINDS = ['scene_changed', 'covered', 'tampered', 'blurred', 'dark', 'bright', 'signal_lost', 'motion'] as const;
export type CameraEventKind = (typeof CAMERA_EVENT_KINDS)[number];

/** One of a device's pictures: its number from 1 in the order of the device's profiles, and the device's own token of it where it has one. */
export interface EventVideoSource {
  readonly number: number;
  readonly token?: string;
}

/** A flag that went up or down. It says that it is worth looking now, not what is to be seen. */
export interface CameraEvent {
  readonly kind: CameraEventKind;
  readonly active: boolean;
  /** How it stood when we began to listen, not a change. */
  readonly isInitial: boolean;
  /** When, by the device's clock, epoch milliseconds, where it says so. */
  readonly deviceTimeMs?: number;
  /** Of a recorder: which of its pictures is meant, where the device says so in words that its profiles know. */
  readonly videoSource?: EventVideoSource;
}
