import sql from 'sql-template-tag';
import { cameraBody, type TestApp } from '../test-app.ts';

const DAY_MS = 86_400_000;

/** The cameras of a commander's ward, of which one went dead two days ago. */
export interface MeetingTown {
  readonly alive: string;
  readonly dead: string;
  /** The only one of the southern neighbourhood. */
  readonly south: string;
}

/** Hangs up three cameras that nobody asks any more, so that their states stay, with a month of history, and tells of a brawl yesterday. */
export async function makeMeetingTown(api: TestApp): Promise<MeetingTown> {
  const alive = await addCamera(api, 'Ngã tư Bưu điện', 108.2352);
  const dead = await addCamera(api, 'Cổng chợ phía đông', 108.2355);
  const south = await addCamera(api, 'Cầu Đinh Văn – đường Trần Hưng Đạo nối dài', 108.2358, true);
  const { db } = api;
  for (const [id, state, facet] of [
    [alive, 'online', 'up'],
    [dead, 'offline', 'down'],
    [south, 'online', 'up'],
  ])
    await db.run(sql`UPDATE camera_state SET overall = ${state}, reachable = ${facet}, picture = 'ok' WHERE camera_id = ${id}`);
  await db.run(sql`DELETE FROM camera_state_interval WHERE facet = 'reachable'`);
  await db.run(sql`INSERT INTO camera_state_interval (camera_id, facet, state, during) VALUES (${alive}, 'reachable', 'up', tstzrange(now() - interval '30 days', NULL)),
    (${south}, 'reachable', 'up', tstzrange(now() - interval '30 days', NULL)), (${dead}, 'reachable', 'up', tstzrange(now() - interval '30 days', now() - interval '2 days')),
    (${dead}, 'reachable', 'down', tstzrange(now() - interval '2 days', NULL))`);
  await addBrawl(api, Date.now() - DAY_MS);
  return { alive, dead, south };
}

/** Tells of a brawl of a minute, as an officer. */
export async function addBrawl(api: TestApp, fromMs: number): Promise<void> {
  const stored = await api.as('officer', 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: new Date(fromMs).toISOString(),
    occurredTo: new Date(fromMs + 60_000).toISOString(),
    location: { type: 'Point', coordinates: [108.2352, 11.795] },
  });
  if (stored.statusCode !== 201) throw new Error(`the incident was refused: ${stored.body}`);
}

/** A camera that has hung there for weeks and isn't asked by the worker any more, so that its state stays. */
async function addCamera(api: TestApp, name: string, lon: number, south = false): Promise<string> {
  const placement = { ...(cameraBody(api.world)['placement'] as object), position: { type: 'Point', coordinates: [lon, south ? 11.785 : 11.795] } };
  const body = cameraBody(api.world, {
    name,
    unitId: south ? api.world.south : api.world.north,
    placement: { ...placement, validFrom: new Date(Date.now() - 30 * DAY_MS).toISOString() },
    source: { kind: 'registered' },
  });
  const { id } = (await api.as('admin', 'POST', '/cameras', body)).json<{ id: string }>();
  await api.db.run(sql`UPDATE camera SET created_at = now() - interval '30 days' WHERE id = ${id}`);
  return id;
}
