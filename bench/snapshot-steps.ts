import { randomUUID } from 'node:crypto';
import { EMPTY_PICTURE_MEMORY, readPictureMemory, type PictureMemory } from '../domain/picture-memory.ts';
import { judgePicture } from '../domain/picture-verdict.ts';
import { createFolderBlobStore } from '../media/folder-blob-store.ts';
import { measureImage } from '../media/image-measures.ts';
import { checkJpeg } from '../media/jpeg-check.ts';
import { figure, type BenchFigure } from './bench-result.ts';

const WARM_UP = 20;
const RUNS = 60;

/** CPU milliseconds of this process, threads included, for each of many runs. */
async function cpuEach(work: () => unknown): Promise<number> {
  for (let run = 0; run < WARM_UP; run++) await work();
  const before = process.cpuUsage();
  for (let run = 0; run < RUNS; run++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / RUNS;
}

/** What the steps of a snapshot cost by themselves; fetching it and its rows in the database are the rest. */
export async function stepFigures(jpeg: Uint8Array, folder: string): Promise<BenchFigure[]> {
  const image = await measureImage(jpeg);
  const noon = Date.UTC(2026, 10, 22, 5);
  let memory: PictureMemory = EMPTY_PICTURE_MEMORY;
  for (let count = 0; count < 3; count++) memory = judgePicture(image, noon + count, memory).memory;
  const stored = JSON.stringify(memory);
  const blobs = createFolderBlobStore({ folder });
  const steps = [
    ['walking the markers of the JPEG', () => checkJpeg(jpeg)],
    ['decoding and measuring it', () => measureImage(jpeg)],
    ['the verdict, memory read and written', () => JSON.stringify(judgePicture(image, noon + 3_600_000, readPictureMemory(JSON.parse(stored))).memory)],
    ['writing the file with its SHA-256, to the disk', () => blobs.put(`steps/${randomUUID()}.jpg`, jpeg)],
  ] as const;
  const figures: BenchFigure[] = [];
  for (const [label, work] of steps) figures.push(figure(`step: ${label}`, await cpuEach(work), 'ms'));
  return figures;
}
