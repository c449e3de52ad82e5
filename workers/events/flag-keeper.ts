import type { Database } from '../../db/database.ts';
import { bringPictureForward, noteMotion, noteTamper } from '../../db/repositories/event-watch-repository.ts';
import type { CameraEvent } from '../../domain/camera-event.ts';

/** Motion is up all day in a street: its time is written at most this often. */
const MOTION_EVERY_MS = 60_000;
/** However often a camera cries, it gets a picture at most this often. */
const PICTURE_EVERY_MS = 60_000;
/** What was up already when we began to listen may have been looked at; a camera that drops its subscription again and again must not get a picture each time. */
const INITIAL_EVERY_MS = 600_000;
/** Three pictures in a row make a fault believed (docs/design/health.md): so a flag that stays up is followed by two more. */
const FURTHER_PICTURES = 2;

/** What becomes of one camera's flags. A flag is evidence to look now; whether the view is covered or turned, pictures decide. */
export interface FlagKeeper {
  take(event: CameraEvent, nowMs: number): Promise<void>;
  /** To be called now and then: while a tamper flag stays up, it asks for the further pictures. */
  lookAgain(nowMs: number): Promise<void>;
}

/** Flags of the camera `cameraId`, kept in `database`. */
export function createFlagKeeper(database: Database, cameraId: string): FlagKeeper {
  const up = new Set<CameraEvent['kind']>();
  let motionAtMs = -Infinity;
  let pictureAtMs = -Infinity;
  let furtherPictures = 0;

  const takeTamper = async (
    { kind, active, isInitial }: CameraEvent & { readonly kind: Exclude<CameraEvent['kind'], 'motion'> },
    nowMs: number,
  ): Promise<void> => {
    if (!active) {
      up.delete(kind);
      return;
    }
    up.add(kind);
    if (nowMs - pictureAtMs < (isInitial ? INITIAL_EVERY_MS : PICTURE_EVERY_MS)) return;
    pictureAtMs = nowMs;
    furtherPictures = FURTHER_PICTURES;
    await noteTamper(database, cameraId, kind, nowMs);
  };

  return {
    async take(event, nowMs) {
      const { kind } = event;
      if (kind !== 'motion') return takeTamper({ ...event, kind }, nowMs);
      if (!event.active || nowMs - motionAtMs < MOTION_EVERY_MS) return;
      motionAtMs = nowMs;
      await noteMotion(database, cameraId, nowMs);
    },
    async lookAgain(nowMs) {
      if (up.size === 0 || furtherPictures === 0 || nowMs - pictureAtMs < PICTURE_EVERY_MS) return;
      pictureAtMs = nowMs;
      furtherPictures -= 1;
      await bringPictureForward(database, cameraId, nowMs);
    },
  };
}
