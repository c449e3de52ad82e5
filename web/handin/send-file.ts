import { isApiProblem } from '../api/api-problem.ts';
import { handInOffset, sendPiece } from '../api/hand-in-api.ts';

/** How far a file is. */
export interface SendProgress {
  readonly sentBytes: number;
  /** The line or the service is away; it is tried again by itself. */
  readonly waiting: boolean;
}

/** Small enough that little is sent twice over a bad line, large enough that asking and answering cost little. */
const PIECE_BYTES = 4 * 1024 * 1024;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Sends what the service doesn't have yet of a file, piece by piece. A lost line or a service that restarts only makes it wait. Resolves when all has arrived; rejects when the signal aborts, or with the refusal (`ApiProblem`) that no
 * waiting mends.
 */
export async function sendFile(
  target: { readonly cameraId: string; readonly uploadId: string },
  file: Blob,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: SendProgress) => void },
): Promise<void> {
  const { cameraId, uploadId } = target;
  let offset: number | undefined;
  let waitMs = FIRST_WAIT_MS;
  for (let isDone = false; !isDone;) {
    try {
      offset ??= await handInOffset(cameraId, uploadId, signal);
      onProgress({ sentBytes: offset, waiting: false });
      if (offset < file.size) offset = await sendPiece(cameraId, uploadId, offset, file.slice(offset, offset + PIECE_BYTES), signal);
      isDone = offset >= file.size;
      onProgress({ sentBytes: offset, waiting: false });
      waitMs = FIRST_WAIT_MS;
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(error)) throw error;
      onProgress({ sentBytes: offset ?? 0, waiting: true });
      await pause(waitMs, signal);
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
      // what arrived of a piece that broke off is kept: only the service knows
      offset = undefined;
    }
  }
}

function mayPass(error: unknown): boolean {
  if (!isApiProblem(error)) return false;
  if (error.status === 409) return error.code !== 'upload_over';
  return error.status === 0 || error.status === 429 || error.status >= 500;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
