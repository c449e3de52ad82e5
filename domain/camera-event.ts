/**
 * The flags that a camera may raise about itself and its picture. Nothing else of what cameras send is ever taken over: no object, person, face or number plate has a name here.
 *
 * `scene_changed`: the view is another than it was (turned, covered or moved; ONVIF's GlobalSceneChange). `tampered`: the camera says somebody meddles with it, not how.
 */
export const CAMERA_EVENT_KINDS = ['scene_changed', 'covered', 'tampered', 'blurred', 'dark', 'bright', 'signal_lost', 'motion'] as const;
export type CameraEventKind = (typeof CAMERA_EVENT_KINDS)[number];

/** A flag that went up or down. It says that it is worth looking now, not what is to be seen. */
export interface CameraEvent {
  readonly kind: CameraEventKind;
  readonly active: boolean;
  /** How it stood when we began to listen, not a change. */
  readonly isInitial: boolean;
  /** When, by the device's clock, epoch milliseconds, where it says so. */
  readonly deviceTimeMs?: number;
}
