import { open } from 'node:fs/promises';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import { rotateLogKey } from '../../../db/access-log/rotate-log-key.ts';
import { findPackage, holdPackage } from '../../../db/repositories/evidence-package-repository.ts';
import { keyFingerprint } from '../../../domain/evidence/key-fingerprint.ts';
import type { CopyFile, EvidenceManifest } from '../../../domain/evidence/manifest-shape.ts';
import { isPackagePath } from '../../../domain/evidence/package-path.ts';
import { newId } from '../../../platform/new-id.ts';
import { readLoosely } from '../../support/evidence/loose-archive.ts';
import { startPackageDesk, type PackageDesk } from '../../support/evidence/package-desk.ts';
import { iso, MINUTE_MS, type RequestDesk } from '../../support/requests/request-desk.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';

let p: PackageDesk;
let desk: RequestDesk;

beforeAll(async () => {
  p = await startPackageDesk();
  desk = p.desk;
  // plans are those of a table that nobody has counted: of the few rows here any index is as good
  await desk.t.db.run(sql`ALTER TABLE evidence_package SET (autovacuum_enabled = false)`);
});
afterAll(() => p.close());
beforeEach(() => desk.freshStart());

describe('copies for watching', () => {
  const draw = () =>
    desk.t.as('board', 'POST', `/cameras/${desk.cameraId}/masks`, {
      outline: [
        [0.7, 0.05],
        [0.95, 0.05],
        [0.95, 0.4],
        [0.7, 0.4],
      ],
      reason: 'Cửa sổ nhà dân',
    });
  const built = async () => {
    const { packageId } = await p.ordered();
    await p.build(packageId);
    return readLoosely(await p.download(packageId));
  };
  /** How bright the middle of the mask is, 0 to 255. */
  const brightness = async (jpeg: Buffer): Promise<number> => {
    const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
    return data[Math.round(info.height * 0.2) * info.width + Math.round(info.width * 0.85)]!;
  };
  afterEach(async () => {
    await desk.t.db.run(
      sql`UPDATE privacy_mask SET lift_requested_by = created_by, lift_requested_at = now(), lift_reason = 'x', lift_until = now() + interval '100 days' WHERE lifted_at IS NULL`,
    );
    await desk.t.db.run(
      sql`UPDATE privacy_mask SET lifted_at = now(), lifted_by = (SELECT id FROM app_user WHERE username = 'commander') WHERE lifted_at IS NULL`,
    );
  });

  it('hide what a mask hides, and the picture itself stays as it is', async () => {
    await p.storePicture(desk.startMs());
    expect((await draw()).statusCode).toBe(201);
    const files = await built();
    const manifest = JSON.parse(files.find(({ path }) => path === 'manifest.json')!.content.toString('utf8')) as EvidenceManifest;
    const copy = manifest.files.find((each): each is CopyFile => each.kind === 'copy')!;
    expect(copy.maskCount).toBe(1);
    const contentOf = (name: string): Buffer => files.find((each) => each.path === name)!.content;
    expect(await brightness(contentOf(copy.path))).toBeLessThan(40);
    expect(contentOf(copy.of.path!).equals(p.picture)).toBe(true);
  });

  it('are made anew when a mask is drawn meanwhile, and that counts as no attempt', async () => {
    await p.storePicture(desk.startMs());
    const { packageId } = await p.ordered();
    const { namedBlobs } = p.parts();
    const store: typeof namedBlobs.store = async (...args) => {
      expect((await draw()).statusCode).toBe(201);
      return namedBlobs.store(...args);
    };
    await expect(p.build(packageId, undefined, { namedBlobs: { ...namedBlobs, store } })).rejects.toMatchObject({ code: 'masks_changed' });
    const released = await findPackage(desk.t.db, packageId);
    expect(released).toMatchObject({ state: 'waiting', attempts: 0 });
    // a renewal of the claim that was on its way while the package was given back
    expect(await holdPackage(desk.t.db, packageId, released!.workId!, { untilMs: Date.now() + MINUTE_MS, progress: 0.5 })).toBe(false);
    await p.build(packageId);
    expect((await p.show(packageId)).state).toBe('ready');
  });

  it.each(['with', 'without'])('that can not be made are named, and the package holds, %s a mask', async (masked) => {
    await p.storePicture(desk.startMs(), Buffer.from('no picture'));
    if (masked === 'with') expect((await draw()).statusCode).toBe(201);
    const { packageId } = await p.ordered();
    await p.build(packageId);
    const shown = await p.show(packageId);
    expect(shown.contents!.cameras).toMatchObject([{ pictures: 1, copies: 0, uncopied: 1 }]);
    const path = await p.download(packageId);
    const archive = await open(path);
    expect((await verifyPackage(archive, { fingerprint: shown.keyFingerprint! }).finally(() => archive.close())).problems.lines).toEqual([]);
    expect(await verifyPackagesStandalone([[path, shown.keyFingerprint!]])).toEqual([[]]);
  });
});

describe("when the access log's key is replaced", () => {
  const rotate = (isLost = false) => rotateLogKey(desk.t.db, desk.t.secretBox, { isLost });
  /** What the product and the verifier that shares no code with it find, for a reader who knows this fingerprint. */
  const problemsOf = async (path: string, fingerprint: string): Promise<readonly (readonly string[])[]> => {
    const archive = await open(path);
    const { problems } = await verifyPackage(archive, { fingerprint }).finally(() => archive.close());
    return [problems.lines, ...(await verifyPackagesStandalone([[path, fingerprint]]))];
  };

  it.each([
    ['was replaced', false],
    ['was lost', true],
  ])('a package that was sealed before holds by the old key, which %s', async (_what, isLost) => {
    await p.storePicture(desk.startMs());
    const { packageId } = await p.ordered();
    await p.build(packageId);
    const { keyFingerprint: old, sha256 } = await p.show(packageId);
    const { ended, begun } = await rotate(isLost);
    expect(keyFingerprint(ended.publicKey)).toBe(old);
    expect(await p.show(packageId)).toMatchObject({ state: 'ready', keyFingerprint: old, sha256 });
    const path = await p.download(packageId);
    expect(await problemsOf(path, old!)).toEqual([[], []]);
    // nothing makes it one of the new key
    for (const lines of await problemsOf(path, keyFingerprint(begun.publicKey))) expect(lines).not.toEqual([]);
  });

  it('while a package is built, it is built anew with the new key', async () => {
    await p.storePicture(desk.startMs());
    const { packageId } = await p.ordered();
    const { blobs } = p.parts();
    const rotations: Awaited<ReturnType<typeof rotate>>[] = [];
    // room is looked for once the package has its key
    const freeBytes = async (): Promise<number> => {
      rotations.push(await rotate());
      return blobs.freeBytes();
    };
    await expect(p.build(packageId, undefined, { blobs: { ...blobs, freeBytes } })).rejects.toMatchObject({ code: 'audit_key_replaced' });
    expect(await p.show(packageId)).toMatchObject({ state: 'waiting', sha256: null, keyFingerprint: null });
    expect(await desk.t.db.row(sql`SELECT attempts FROM evidence_package WHERE id = ${packageId}`)).toEqual({ attempts: 0 });
    await p.build(packageId);
    const shown = await p.show(packageId);
    const fingerprints = rotations.map(({ begun }) => keyFingerprint(begun.publicKey));
    expect([shown.state, [shown.keyFingerprint]]).toEqual(['ready', fingerprints]);
    expect(await problemsOf(await p.download(packageId), shown.keyFingerprint!)).toEqual([[], []]);
  });
});

it('names lead nowhere, whatever people and cameras are called, and a camera that can be turned is said to be one', async () => {
  const { t, cameraId } = desk;
  await p.storeSegment(desk.startMs());
  await p.storePicture(desk.startMs() + 6000);
  const tricky = '../../../etc/cron.d/evil\\..\\con';
  await t.db.run(sql`UPDATE camera SET name = ${tricky} WHERE id = ${cameraId}`);
  await t.db.run(sql`UPDATE app_user SET display_name = ${tricky} WHERE username = 'officer'`);
  await t.db.run(sql`UPDATE camera_placement SET motion = 'ptz', pan_range_deg = 180 WHERE camera_id = ${cameraId}`);
  const { packageId } = await p.ordered();
  await p.build(packageId);
  const path = await p.download(packageId);
  expect(await verifyPackagesStandalone([[path, null]])).toEqual([[]]);
  const files = await readLoosely(path);
  expect(files.map((file) => file.path).filter((name) => !isPackagePath(name))).toEqual([]);
  const manifest = JSON.parse(files.find((file) => file.path === 'manifest.json')!.content.toString('utf8')) as EvidenceManifest;
  expect([manifest.cameras[0]!.name, manifest.cameras[0]!.placements[0]]).toMatchObject([tricky, { motion: 'ptz', panRangeDeg: 180 }]);
});

it('a file that reaches from one request into the next is in the package for each of them', async () => {
  const startMs = desk.startMs();
  const turnMs = startMs + MINUTE_MS;
  await p.storeSegment(turnMs - 2000);
  const incidentId = await desk.enter();
  for (const [from, to] of [
    [startMs, turnMs],
    [turnMs, turnMs + MINUTE_MS],
  ] as const) {
    const answer = await desk.ask(incidentId, { from: iso(from), to: iso(to) });
    expect(answer.statusCode).toBe(201);
    await desk.decide(answer.json().id, 'approve');
  }
  const { id: packageId } = (await p.order(incidentId)).json();
  await p.build(packageId);
  const path = await p.download(packageId);
  expect(await verifyPackagesStandalone([[path, null]])).toEqual([[]]);
  expect((await p.show(packageId)).contents!.cameras).toMatchObject([{ parts: 2, copies: 2 }]);
});

describe('the list', () => {
  const pageOf = async (user: Parameters<RequestDesk['t']['as']>[0], query = '') => (await desk.t.as(user, 'GET', `/evidence-packages${query}`)).json();

  it('has the packages of an incident or of all cases within reach, newest first, page by page', async () => {
    const { incidentId } = await p.approved();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      ids.unshift((await p.order(incidentId)).json().id);
      await desk.pass(10);
    }
    await desk.t.db.run(sql`UPDATE evidence_package SET state = 'failed', error_code = 'test', finished_at = now() WHERE state = 'waiting'`);
    const other = await p.ordered();
    const first = await pageOf('officer', `?incidentId=${incidentId}&limit=2`);
    const second = await pageOf('officer', `?incidentId=${incidentId}&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    for (const user of ['officer2', 'commander'] as const)
      expect((await pageOf(user, '?limit=4')).items.map(({ id }: { id: string }) => id)).toEqual([other.packageId, ...ids]);
    expect((await pageOf('otherofficer', `?incidentId=${incidentId}`)).items).toEqual([]);
    expect((await desk.t.as('board', 'GET', '/evidence-packages')).statusCode).toBe(403);
    expect((await desk.t.as('officer', 'GET', '/evidence-packages?cursor=x')).json().code).toBe('malformed_cursor');
    const { n } = await desk.t.db.row<{ n: number }>(
      sql`SELECT count(*) AS n FROM audit_event WHERE action = 'package.read' AND incident_id = ${incidentId} AND ${desk.cameraId}::uuid = ANY(camera_ids)`,
    );
    expect(n).toBe(2);
    await desk.t.db.run(sql`UPDATE evidence_package SET state = 'failed', error_code = 'test', finished_at = now() WHERE state = 'waiting'`);
  });

  it('walks along an index, however many there are', async () => {
    const plan = await desk.t.db.rows<{ 'QUERY PLAN': string }>(
      sql`EXPLAIN SELECT p.id FROM evidence_package p WHERE p.incident_id = ${newId()} AND p.id < ${newId()} ORDER BY p.id DESC LIMIT 51`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/evidence_package_(newest|incident)_idx/);
  });
});
