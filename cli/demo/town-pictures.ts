import { createSimulatedAdapter } from '../../camera-adapters/simulated/simulated-adapter.ts';
import { AppError } from '../../domain/app-error.ts';
import type { SimulatedFaults } from '../../domain/camera-source.ts';
import { EMPTY_PICTURE_MEMORY, type PictureMemory } from '../../domain/picture-memory.ts';
import { judgePicture } from '../../domain/picture-verdict.ts';
import { measureImage } from '../../media/image-measures.ts';
import { faultsOf, type TownCamera } from './town-camera.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
/** Local hours of the pictures that show how the view usually looks, by day and by night. */
const USUAL_HOURS = [11, 22] as const;
/** Minutes ago of the last pictures. */
const LAST_PICTURES_MIN = [10, 5] as const;

/**
 * What the workers would remember of the pictures of cameras that can only be judged by what was before: those that were knocked aside or stand still. The pictures
 * are drawn, measured and thrown away. By camera id; other cameras have none.
 */
export async function pictureMemories(cameras: readonly TownCamera[], nowMs: number): Promise<ReadonlyMap<string, PictureMemory>> {
  const memories = new Map<string, PictureMemory>();
  for (const camera of cameras) {
    const { moved, frozen } = faultsOf(camera);
    if (moved || frozen) memories.set(camera.id, await memoryOf(camera, nowMs));
  }
  return memories;
}

async function memoryOf(camera: TownCamera, nowMs: number): Promise<PictureMemory> {
  const dayBefore = Math.floor((camera.trouble!.sinceMs + VIETNAM_OFFSET_MS) / DAY_MS - 1) * DAY_MS - VIETNAM_OFFSET_MS;
  const well = { clockOffsetMs: camera.ordinaryOffsetMs };
  const pictures = [
    ...USUAL_HOURS.map((hour) => ({ atMs: dayBefore + hour * 60 * MINUTE_MS, faults: well })),
    ...LAST_PICTURES_MIN.map((minutes) => ({ atMs: nowMs - minutes * MINUTE_MS, faults: faultsOf(camera) })),
  ];
  let memory = EMPTY_PICTURE_MEMORY;
  for (const { atMs, faults } of pictures) memory = judgePicture(await measureImage(await pictureAt(camera, faults, atMs)), atMs, memory).memory;
  return memory;
}

/** The very bytes that the simulated camera would have given then. */
async function pictureAt(camera: TownCamera, faults: SimulatedFaults, atMs: number): Promise<Uint8Array> {
  const source = { kind: 'simulated', seed: camera.seed, faults } as const;
  const context = { cameraId: camera.id, signal: new AbortController().signal, deadlineMs: MINUTE_MS, network: { pin: noNetwork }, now: () => atMs };
  return (await simulated.snapshot(source, context)).jpeg;
}

const simulated = createSimulatedAdapter({ ffmpeg: noFfmpeg });

function noNetwork(): Promise<never> {
  return Promise.reject(new AppError('internal', 'simulated_camera_dialled', 'A simulated camera asked for the network. This is a defect.'));
}

function noFfmpeg(): Promise<never> {
  return Promise.reject(new AppError('internal', 'picture_needs_no_ffmpeg', 'A picture of a simulated camera asked for ffmpeg. This is a defect.'));
}
