import { openDatabase } from '../../db/database.ts';
import { toAppError } from '../../domain/app-error.ts';
import { createFolderBlobStore } from '../../media/folder-blob-store.ts';
import { systemClock } from '../../platform/clock.ts';
import { createSecretBox } from '../../platform/secret-box.ts';
import { createNamedBlobs } from '../blobs/named-blobs.ts';
import { buildPackage } from './build-package.ts';
import type { FromBuilder, ToBuilder, ToldError } from './builder-terms.ts';

/**
 * A process that builds one package for a worker and ends (docs/design/evidence-package.md, "A process of its own"). It imports no more than that takes: what is loaded here counts against the memory that a package may take. The worker
 * claims the package, renews the claim, and judges what becomes of a failure.
 */
const stopping = new AbortController();

function tell(message: FromBuilder): Promise<void> {
  // a worker that is gone hears nothing: then `disconnect` ends this process
  return new Promise((resolve) => process.send!(message, undefined, undefined, () => resolve()));
}

function toTold(thrown: unknown): ToldError {
  const { kind, code, message, details, cause } = toAppError(thrown);
  const causes: string[] = [];
  for (let each = cause; each instanceof Error; each = each.cause) causes.push(each.message);
  return { kind, code, message, details, causes };
}

async function build({ settings, order, workId }: Extract<ToBuilder, { tell: 'build' }>): Promise<void> {
  const { databaseUrl, embedded, blobFolder, secretKeys, ffmpeg, publicUrl, timestamps } = settings;
  const database = openDatabase(databaseUrl, { embedded, poolSize: 3 });
  try {
    const blobs = createFolderBlobStore({ folder: blobFolder });
    const clock = systemClock;
    // loaded only where there is one: reading stamps takes 10 MB
    const timestampAuthority = timestamps === undefined ? undefined : await (await import('./timestamp-authority.ts')).createTimestampAuthority(timestamps);
    const parts = {
      database,
      blobs,
      namedBlobs: createNamedBlobs({ database, blobs, clock }),
      secretBox: createSecretBox(secretKeys),
      ffmpeg,
      clock,
      publicUrl,
      timestampAuthority,
    };
    await buildPackage(parts, { order, workId, onProgress: (share) => void tell({ tell: 'progress', share }), signal: stopping.signal });
  } finally {
    await database.close();
  }
}

async function run(message: Extract<ToBuilder, { tell: 'build' }>): Promise<void> {
  const last: FromBuilder = await build(message).then(
    () => ({ tell: 'done' }),
    (error: unknown) => ({ tell: 'failed', error: toTold(error) }),
  );
  await tell(last);
  process.exit(0);
}

/** Ends this process and the ffmpeg that it runs: they are a group of their own. */
function endAll(): void {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.exit(1);
  }
}

// the worker died: whatever was made counts for nothing, and the next one removes it
process.on('disconnect', endAll);
// systemd signals all of a service: the worker hears them too, and says in its order what is to end
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('message', (message: ToBuilder) => {
  if (message.tell === 'stop') stopping.abort();
  else void run(message);
});
