import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../../../cli/demo/seed-demo.ts';
import { findCandidates } from '../../../db/repositories/candidate-repository.ts';
import { listIncidents, type IncidentRow } from '../../../db/repositories/incident-repository.ts';
import { assembleCandidate, type CandidateItem } from '../../../domain/candidate-assembly.ts';
import { uncertaintyDisc } from '../../../domain/uncertainty-disc.ts';
import { createSeedParts, type SeedParts } from '../../support/cli/seed-parts.ts';

let parts: SeedParts;
let incident: IncidentRow;
let candidates: CandidateItem[];
const EVERYWHERE = { scope: 'any', organisationId: '', unitIds: [] } as const;

beforeAll(async () => {
  parts = await createSeedParts();
  await seedDemo(parts);
  incident = (await listIncidents(parts.db, EVERYWHERE, { limit: 1 }))[0]!;
  const location = [incident.lon, incident.lat] as const;
  const occurred = { fromMs: incident.fromMs, toMs: incident.toMs };
  const rows = await findCandidates(parts.db, {
    incidentId: incident.id,
    occurred,
    location,
    disc: uncertaintyDisc(location, incident.uncertaintyM),
    nearM: 130,
    reach: EVERYWHERE,
  });
  candidates = rows.map(({ facts }) => assembleCandidate(facts, { occurred, location }, parts.clock.now())).toSorted((a, b) => b.score - a.score);
});
afterAll(() => parts.close());

test('the newest incident happened within the last hour and is still open', () => {
  expect(incident.outcome).toBe('open');
  expect(incident.fromMs).toBeGreaterThan(Date.now() - 3_600_000);
});

test('three working cameras that see all of the place have footage of all of it on hand, and come first', () => {
  for (const candidate of candidates.slice(0, 3)) {
    expect(candidate).toMatchObject({ sees: 'full', availability: 'on_hand' });
    expect(candidate.footage.length).toBeGreaterThanOrEqual(18);
    expect(candidate.whyCodes).toContainEqual({ code: 'footage_on_hand', params: { percent: 100 } });
    const states = Object.fromEntries(candidate.healthThen.map(({ facet, state }) => [facet, state]));
    expect(states).toMatchObject({ reachable: 'up', picture: 'ok', recording: 'on' });
    expect(candidate.overwrittenAt).not.toBeNull();
  }
  expect(candidates[3]).toMatchObject({ sees: 'full', availability: 'never_recorded' });
});

test('one of them has a clock that runs 61 s ahead, and its window is translated', () => {
  const wrong = candidates.filter(({ clock }) => Math.abs(clock!.offsetMs) > 30_000);
  expect(wrong).toHaveLength(1);
  const { clock, deviceWindow } = wrong[0]!;
  expect(Math.abs(clock!.offsetMs - 61_000)).toBeLessThanOrEqual(clock!.uncertaintyMs);
  expect(Date.parse(deviceWindow.from)).toBe(incident.fromMs + clock!.offsetMs - clock!.uncertaintyMs);
});

test('footage lies in the blob store under its hash, and no blob is left without a row', async () => {
  const rows = await parts.db.rows<{ blobKey: string; sha256: Buffer; byteLength: number }>(
    sql`SELECT blob_key AS "blobKey", sha256, byte_length AS "byteLength" FROM footage_segment`,
  );
  expect(rows.length).toBe(3 * 42);
  for (const { blobKey, sha256, byteLength } of rows) {
    const bytes = await buffer(await parts.blobs.open(blobKey));
    expect(bytes.length).toBe(byteLength);
    expect(createHash('sha256').update(bytes).digest().equals(sha256)).toBe(true);
  }
  expect(await parts.db.rows(sql`SELECT 1 FROM unreferenced_blob`)).toEqual([]);
  const kept: string[] = [];
  for await (const { key } of parts.blobs.list('')) kept.push(key);
  expect(kept.toSorted()).toEqual(rows.map(({ blobKey }) => blobKey).toSorted());
});

test('cameras without footage are not said to have been recorded', async () => {
  const rows = await parts.db.rows<{
    recorded: boolean;
    cameras: number;
  }>(sql`SELECT EXISTS (SELECT 1 FROM footage_segment f WHERE f.camera_id = i.camera_id) AS recorded, count(DISTINCT camera_id) AS cameras
    FROM camera_state_interval i WHERE facet = 'recording' AND state = 'ok' GROUP BY 1`);
  expect(rows).toEqual([{ recorded: true, cameras: 3 }]);
});
