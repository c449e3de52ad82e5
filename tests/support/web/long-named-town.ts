import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { vi } from 'vitest';
import { makeGreyVideo } from '../media/grey-video.ts';
import { createOpenedFootage } from '../media/opened-footage.ts';
import { cameraBody, TEST_PASSWORD } from '../test-app.ts';
import type { PageTown } from './page-town.ts';
import { longestWords } from './page-words.ts';
import type { WebApp } from './web-app.ts';

const PLACE: readonly [number, number] = [108.2353, 11.795];
const DAY_MS = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/** The tests' own small world, in which everything has the longest name that the service takes: what a page does with those shows at once. `close` before the application is. */
export interface LongNamedTown extends PageTown {
  close(): Promise<void>;
}

/** Makes one in a product that was just started, with a folder for files. */
export async function makeLongNamedTown({ api }: WebApp, folder: string): Promise<LongNamedTown> {
  const words = longestWords;
  const { north, ward } = api.world;
  await lengthenNames(api.db);
  const ask: PageTown['ask'] = async <T>(...[who, method, path, body, headers]: Parameters<PageTown['ask']>) => {
    const answer = await api.as(who, method, path, body, headers);
    if (answer.statusCode >= 300) throw new Error(`${who} ${method} ${path}: ${answer.statusCode} ${answer.body}`);
    return (answer.body === '' ? undefined : answer.json()) as T;
  };
  const broken = cameraBody(api.world, { name: words.name('Cổng trường'), source: { kind: 'simulated', seed: 7, faults: { authFails: true } } });
  await ask('board', 'POST', '/cameras', broken);
  const footage = await createOpenedFootage(api);
  const fromMs = Math.floor(Date.now() / 1000) * 1000 - 600_000;
  const [best, other] = [await footage.register(fromMs), await footage.register(fromMs + 1500)];
  for (const [index, { cameraId }] of [best, other].entries()) await ask('board', 'PATCH', `/cameras/${cameraId}`, { name: words.name(`Mắt ${index + 1}`) });
  await footage.addPicture(other.cameraId, fromMs + 3250);
  const { id } = await ask('officer', 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: iso(fromMs),
    occurredTo: iso(fromMs + 20_000),
    location: { type: 'Point', coordinates: PLACE },
    uncertaintyM: 8,
    summary: words.text('Đánh nhau trước chợ.'),
  });
  const { items } = await ask<{ items: { id: string; name: string }[] }>('commander', 'GET', '/duty-officers');
  await ask('commander', 'POST', '/duty-shifts', { userId: items[0]!.id, from: iso(fromMs), to: iso(fromMs + DAY_MS) });
  const video = join(folder, 'grey.mp4');
  await makeGreyVideo(footage.ffmpeg.path, video, 2);
  return {
    words,
    ask,
    password: TEST_PASSWORD,
    unitId: north,
    wardId: ward,
    incident: { id, fromMs, toMs: fromMs + 20_000, position: PLACE },
    cameraIds: [best.cameraId, other.cameraId],
    faultId: await vi.waitUntil(async () => (await ask<{ items: { id: string }[] }>('board', 'GET', '/faults')).items[0]?.id, { timeout: 120_000 }),
    video: await readFile(video),
    close: () => footage.close(),
  };
}

/** Units, organisations and people are there already when a test begins. */
async function lengthenNames(db: WebApp['api']['db']): Promise<void> {
  await db.run(sql`UPDATE unit SET name = rtrim(left(name || ${longestWords.name('')}, 200))`);
  await db.run(sql`UPDATE organisation SET name = rtrim(left(name || ${longestWords.name('')}, 200))`);
  await db.run(sql`UPDATE app_user SET display_name = rtrim(left(display_name || ${longestWords.name('')}, 200))`);
}
