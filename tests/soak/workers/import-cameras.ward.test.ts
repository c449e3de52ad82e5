import { afterAll, beforeAll, expect, it } from 'vitest';
import { createImportDriver } from '../../support/imports/import-driver.ts';
import { csvOf, listOf, workbookOf, TITLES } from '../../support/imports/list-files.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** One ward has registered so many household cameras. */
const CAMERAS = 33_060;
let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

/** Runs `work` and returns seconds and the highest RSS meanwhile, in MB above the beginning. */
async function measured(work: () => Promise<unknown>): Promise<{ seconds: number; rssMb: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const startedMs = performance.now();
  await work();
  clearInterval(timer);
  return { seconds: (performance.now() - startedMs) / 1000, rssMb: (most - before) / 1e6 };
}

it('registers the cameras of a whole ward once, in minutes and in little memory, from CSV and again from XLSX', async () => {
  const imports = createImportDriver(t);
  const list = listOf(CAMERAS, t.world.north);
  const report: Record<string, { seconds: number; rowsPerSecond: number; rssMb: number }> = {};
  for (const [format, content] of [
    ['csv', csvOf(list)],
    ['xlsx', await workbookOf([[...TITLES], ...list])],
  ] as const) {
    const { jobId } = (await imports.send('board', content)).json() as { jobId: string };
    const { seconds, rssMb } = await measured(() => imports.work(jobId));
    report[format] = { seconds: Math.round(seconds * 10) / 10, rowsPerSecond: Math.round(CAMERAS / seconds), rssMb: Math.round(rssMb) };
    const done = await imports.look('board', jobId, '?limit=1');
    expect(done).toMatchObject({
      state: 'completed',
      rowsTotal: CAMERAS,
      counts: { refused: 0, [format === 'csv' ? 'registered_with_warnings' : 'already_registered']: CAMERAS },
    });
    expect(await imports.cameraCount()).toBe(CAMERAS);
    expect(seconds).toBeLessThan(600);
    expect(rssMb).toBeLessThan(400);
  }
  process.stdout.write(`${JSON.stringify(report)}\n`);
}, 1_500_000);
