import { createHash, X509Certificate } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import { createTimestampAuthority, type TimestampAuthority } from '../../../workers/evidence/timestamp-authority.ts';
import { createFetchTimestampsJob } from '../../../workers/jobs/fetch-timestamps-job.ts';
import { startPackageDesk, type PackageDesk } from '../../support/evidence/package-desk.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type RequestDesk } from '../../support/requests/request-desk.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';
import { createOpensslAuthority, type OpensslAuthority } from '../../support/timestamp/openssl-authority.ts';
import { startTimestampServer, type TimestampServer } from '../../support/timestamp/timestamp-server.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let p: PackageDesk;
let desk: RequestDesk;
let authority: OpensslAuthority;
let server: TimestampServer;
let timestampAuthority: TimestampAuthority;

beforeAll(async () => {
  p = await startPackageDesk();
  desk = p.desk;
  authority = await createOpensslAuthority(p.folder);
  server = await startTimestampServer(authority);
  timestampAuthority = await createTimestampAuthority({ url: server.url, caPath: authority.caPath });
});
afterAll(async () => {
  await server.close();
  await p.close();
});
beforeEach(() => desk.freshStart());
afterEach(async () => {
  server.behave(undefined);
  // as a fresh start would have it: the database lets nobody delete one
  await desk.t.db.transaction(async (tx) => {
    await tx.run(sql`ALTER TABLE evidence_package_timestamp DISABLE TRIGGER USER`);
    await tx.run(sql`DELETE FROM evidence_package_timestamp`);
    await tx.run(sql`ALTER TABLE evidence_package_timestamp ENABLE TRIGGER USER`);
  });
});

const isDown = () => server.behave((_, response) => void response.destroy());
const fetchStamps = (signal?: AbortSignal) => createFetchTimestampsJob({ ...p.parts(), timestampAuthority })(runningJob({}, signal));

/** A package of what is open (nothing was filmed), sealed with this authority; returns its id and its request's. */
async function sealed(by: TimestampAuthority | null = timestampAuthority): Promise<{ id: string; requestId: string }> {
  const { packageId, requestId } = await p.ordered();
  await p.build(packageId, undefined, { timestampAuthority: by ?? undefined });
  return { id: packageId, requestId };
}

const show = async (id: string) => (await desk.t.as('officer', 'GET', `/evidence-packages/${id}`)).json();
const stampOf = (id: string, user: Parameters<RequestDesk['t']['as']>[0] = 'officer') => desk.t.as(user, 'GET', `/evidence-packages/${id}/timestamp`);

async function verify(path: string, lateTimestamp?: Buffer) {
  const file = await open(path);
  const timestampAnchors = [new X509Certificate(await readFile(authority.caPath))];
  return verifyPackage(file, { timestampAnchors, lateTimestamp }).finally(() => file.close());
}
const stampsLogged = async (id: string) =>
  (await desk.t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE action = 'package.stamp' AND detail->>'packageId' = ${id}`)).n;

it('an authority that answers: the stamp is in the file, and OpenSSL accepts it', async () => {
  const { id } = await sealed();
  const { timestamp, state } = await show(id);
  expect([state, timestamp]).toEqual(['ready', { state: 'stamped', at: expect.any(String), authority: 'Test TSA', inFile: true, errorCode: null }]);
  const path = await p.download(id);
  const report = await verify(path);
  expect([report.problems.lines, report.timestamp?.atMs]).toEqual([[], Date.parse(timestamp.at)]);
  expect(await verifyPackagesStandalone([[path, null, authority.caPath]])).toEqual([[]]);
  const apart = await stampOf(id);
  expect([apart.statusCode, apart.headers['content-type']]).toEqual([200, 'application/timestamp-reply']);
  expect(await verify(path, apart.rawPayload)).toMatchObject({ problems: { lines: [] } });
  expect(await stampsLogged(id)).toBe(1);
});

describe('an authority that is down', () => {
  it('keeps nobody from the package, and the stamp comes later without a byte of it changing', async () => {
    isDown();
    const { id } = await sealed();
    const before = await show(id);
    expect([before.state, before.timestamp]).toEqual([
      'ready',
      { state: 'waiting', at: null, authority: null, inFile: false, errorCode: 'timestamp_authority_unreachable' },
    ]);
    const path = await p.download(id);
    expect((await verify(path)).problems.lines).toEqual([expect.stringMatching(/^There is no timestamp/)]);
    expect([(await stampOf(id)).statusCode, (await stampOf(id)).json().code]).toEqual([404, 'timestamp_not_there']);
    server.behave(undefined);
    await fetchStamps();
    expect((await show(id)).timestamp.state).toBe('waiting');
    await desk.pass(MINUTE_MS);
    await fetchStamps();
    const after = await show(id);
    expect(after).toMatchObject({ sha256: before.sha256, timestamp: { state: 'stamped', authority: 'Test TSA', inFile: false, errorCode: null } });
    expect(
      createHash('sha256')
        .update(await readFile(await p.download(id)))
        .digest('hex'),
    ).toBe(before.sha256);
    const report = await verify(path, (await stampOf(id)).rawPayload);
    expect([report.problems.lines, report.timestamp?.atMs]).toEqual([[], Date.parse(after.timestamp.at)]);
    // done: nobody asks again
    const asked = server.asked.length;
    await desk.pass(HOUR_MS);
    await fetchStamps();
    expect([server.asked.length, await stampsLogged(id)]).toEqual([asked, 1]);
  });

  it('is asked once in a run, however many packages wait, and ever more rarely for each', async () => {
    isDown();
    const [first, second] = [await sealed(), await sealed()];
    await desk.pass(MINUTE_MS);
    const asked = server.asked.length;
    await fetchStamps();
    expect(server.asked.length).toBe(asked + 1);
    await fetchStamps();
    expect(server.asked.length).toBe(asked + 2);
    await fetchStamps();
    expect(server.asked.length).toBe(asked + 2);
    await desk.pass(2 * MINUTE_MS);
    server.behave(undefined);
    await fetchStamps();
    expect([(await show(first.id)).timestamp.state, (await show(second.id)).timestamp.state]).toEqual(['stamped', 'stamped']);
  });

  it('puts its tries at most an hour apart', async () => {
    isDown();
    const { id } = await sealed();
    const waits: number[] = [];
    for (let tried = 0; tried < 9; tried += 1) {
      const { at } = await desk.t.db.row<{ at: number }>(sql`SELECT next_try_at AS at FROM evidence_package_timestamp WHERE package_id = ${id}`);
      waits.push(Math.round((at - desk.t.clock.now()) / MINUTE_MS));
      await desk.pass(at - desk.t.clock.now());
      await fetchStamps();
    }
    expect(waits).toEqual([1, 1, 2, 4, 8, 16, 32, 60, 60]);
  });
});

it('a stamp that does not hold is none: it is not kept, another package is not kept waiting, and the reason is shown', async () => {
  isDown();
  const [first, second] = [await sealed(), await sealed()];
  await desk.pass(MINUTE_MS);
  let count = 0;
  const kept: Buffer[] = [];
  // the first question gets an answer, the second one gets the same again
  server.behave(async ({ query }, response) => {
    count += 1;
    if (count === 1) kept.push(await authority.answer(query));
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(kept[0]);
  });
  await fetchStamps();
  const states = [await show(first.id), await show(second.id)].map(({ timestamp }) => [timestamp.state, timestamp.errorCode]);
  expect(states).toEqual([
    ['stamped', null],
    ['waiting', 'timestamp_other_content'],
  ]);
});

it('is given to whoever may read the package, also when its file is gone, and to nobody else', async () => {
  const { id, requestId } = await sealed();
  await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Không còn cần' });
  expect((await show(id)).state).toBe('dropped');
  expect((await stampOf(id)).statusCode).toBe(200);
  expect((await stampOf(id, 'otherofficer')).statusCode).toBe(404);
  await desk.pass(DAY_MS);
  expect((await show(id)).timestamp.state).toBe('stamped');
});

it('without an authority there is no stamp, and none is waited for', async () => {
  const { id } = await sealed(null);
  expect((await show(id)).timestamp).toEqual({ state: 'none', at: null, authority: null, inFile: false, errorCode: null });
  expect((await stampOf(id)).json().code).toBe('timestamp_not_there');
});

it('a worker that stops while it waits for the stamp gives the package back, and one that fetches leaves it waiting', async () => {
  const stopping = new AbortController();
  server.behave(() => stopping.abort());
  const { packageId: id } = await p.ordered();
  await expect(p.build(id, stopping.signal, { timestampAuthority })).rejects.toThrow();
  expect((await show(id)).state).toBe('waiting');
  isDown();
  await p.build(id, undefined, { timestampAuthority });
  await desk.pass(MINUTE_MS);
  const fetching = new AbortController();
  server.behave(() => fetching.abort());
  await expect(fetchStamps(fetching.signal)).rejects.toMatchObject({ code: 'timestamp_cancelled' });
  expect((await show(id)).timestamp.state).toBe('waiting');
});

it('the database lets no stamp change, nor vanish', async () => {
  const { id } = await sealed();
  const change = (set: ReturnType<typeof sql>) => desk.t.db.run(sql`UPDATE evidence_package_timestamp SET ${set} WHERE package_id = ${id}`);
  await expect(change(sql`stamped_at = now()`)).rejects.toThrow();
  await expect(change(sql`reply = NULL, stamped_at = NULL, authority = NULL, in_file = false`)).rejects.toThrow();
  for (const gone of [
    sql`DELETE FROM evidence_package_timestamp WHERE package_id = ${id}`,
    sql`TRUNCATE evidence_package_timestamp`,
    sql`TRUNCATE evidence_package CASCADE`,
  ])
    await expect(desk.t.db.run(gone)).rejects.toMatchObject({ code: 'value_refused' });
  expect((await show(id)).timestamp.state).toBe('stamped');
});
