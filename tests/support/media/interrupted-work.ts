import { createSimulatedAdapter } from '../../../camera-adapters/simulated/simulated-adapter.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { testFfmpegs } from './test-ffmpegs.ts';

/**
 * A process to be killed in the middle of its work: `put FOLDER` writes a blob that never ends, `record FOLDER` records a simulated camera. Prints
 * a line once it is in the middle.
 */
const [task, folder = ''] = process.argv.slice(2);

async function* endless(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(100_000);
  process.stdout.write('writing\n');
  await new Promise((resolve) => setInterval(resolve, 3_600_000));
}

if (task === 'put') await createFolderBlobStore({ folder }).put('footage/a.mp4', endless());
if (task === 'record') {
  const adapter = createSimulatedAdapter({ ffmpeg: async () => (await testFfmpegs()).system });
  const network = { pin: () => Promise.reject(new Error('no network')) };
  const context = { cameraId: 'c', signal: new AbortController().signal, deadlineMs: 1000, network, now: () => Date.now() };
  for await (const segment of adapter.record({ kind: 'simulated', seed: 1, faults: {} }, { folder, segmentMs: 1000, stallMs: 5000 }, context))
    process.stdout.write(`${segment.filePath}\n`);
}
