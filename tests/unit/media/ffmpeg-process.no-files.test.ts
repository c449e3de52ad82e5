import { expect, it } from 'vitest';
import { runWithoutFiles } from '../../support/run-without-files.ts';

const startFfmpeg = new URL('../../../media/ffmpeg-process.ts', import.meta.url);

it.each([
  ['goes on', 'itself'],
  ['was stopped before', 'stopped'],
])('where no file can be opened any more a run that is fed and %s ends with the error, and nothing else ends with it', async (_name, cause) => {
  const printed = await runWithoutFiles(
    { startFfmpeg },
    `const stopping = new AbortController();
     ${cause === 'stopped' ? 'stopping.abort();' : ''}
     const input = { url: 'pipe:0', demuxer: 'mpegts', protocols: ['pipe'], stdin: (async function* () { yield Buffer.alloc(1); })() };
     const ffmpeg = { path: process.execPath, rtspTimeoutFlag: '-timeout' };
     const { exit } = startFfmpeg({ ffmpeg, input, outputArgs: [], signal: stopping.signal, ioTimeoutMs: 1000 });
     const { cause, error } = await exit;
     console.log(JSON.stringify([cause, error.code]));`,
  );
  expect(JSON.parse(printed)).toEqual([cause, 'EMFILE']);
});
