import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { CameraObservation } from '../health/camera-observation.ts';
import type { CameraRecorder } from './camera-recorder.ts';

interface Entry {
  readonly recorder: CameraRecorder;
  readonly fingerprint: string;
  stopping?: Promise<void>;
}

/** The recorders that run in this worker, one for each camera. One that is stopping still counts: its last segment is not stored yet. */
export interface RecorderPool {
  cameraIds(): string[];
  has(cameraId: string): boolean;
  size(): number;
  start(target: ContactTarget): void;
  /** Stops those that `keep` doesn't hold, or that are to be dialled otherwise than they were; `onStopped` is told of each when it has ended. */
  stopOthers(keep: ReadonlyMap<string, ContactTarget>, onStopped: (cameraId: string) => void): void;
  stopAll(): Promise<void>;
  /** Tries again to store what waits. */
  flush(): Promise<void>;
  observations(nowMs: number): CameraObservation[];
}

/** `begin` starts a recorder. */
export function createRecorderPool(begin: (target: ContactTarget) => CameraRecorder): RecorderPool {
  const entries = new Map<string, Entry>();
  // recorders that have ended since the last look; what they did last is still to be told
  const ended: CameraRecorder[] = [];

  const stop = (cameraId: string, entry: Entry): Promise<void> => {
    entry.stopping ??= entry.recorder.stop().then(() => {
      ended.push(entry.recorder);
      entries.delete(cameraId);
    });
    return entry.stopping;
  };

  return {
    cameraIds: () => [...entries.keys()],
    has: (cameraId) => entries.has(cameraId),
    size: () => entries.size,
    start(target) {
      entries.set(target.cameraId, { recorder: begin(target), fingerprint: fingerprintOf(target) });
    },
    stopOthers(keep, onStopped) {
      for (const [cameraId, entry] of entries) {
        const target = keep.get(cameraId);
        const isWanted = target !== undefined && fingerprintOf(target) === entry.fingerprint;
        if (!isWanted && entry.stopping === undefined) void stop(cameraId, entry).then(() => onStopped(cameraId));
      }
    },
    async stopAll() {
      await Promise.all([...entries].map(([cameraId, entry]) => stop(cameraId, entry)));
    },
    async flush() {
      await Promise.all([...entries.values()].map(({ recorder }) => recorder.flush()));
    },
    observations: (nowMs) => [...ended.splice(0), ...[...entries.values()].map(({ recorder }) => recorder)].flatMap(({ report }) => report.take(nowMs)),
  };
}

/** What a recording depends on: with another address, password or retention it is begun anew. */
function fingerprintOf({ source, sealed, organisationNetworks, retentionHours }: ContactTarget): string {
  return JSON.stringify([source, sealed?.keyId, sealed?.bytes.toString('base64'), organisationNetworks, retentionHours]);
}
