import { expect, onTestFinished, test } from 'vitest';
import { ownPlaces, watchOwnEndpoints, type OwnPlace } from '../../../cli/own-endpoints.ts';
import { addressVerdict } from '../../../domain/address-rule.ts';

const HOST = { host: '127.0.0.1', port: 8080 };
const placesOf = (settings: Partial<Parameters<typeof ownPlaces>[0]>) =>
  ownPlaces({ ...HOST, ...settings })
    .map(({ host, port }) => `${host} ${port}`)
    .slice(0, -1);

test.each([
  ['a database with a port', { databaseUrl: 'postgresql://u:p@db.internal:15432/x' }, ['db.internal 15432']],
  ['a database without one', { databaseUrl: 'postgres://db.internal/x' }, ['db.internal 5432']],
  ['a database that names nothing', { databaseUrl: 'postgres:///x' }, ['localhost 5432']],
  ['a database whose host stands in the query', { databaseUrl: 'postgres:///x?host=10.0.0.5&port=6000' }, ['10.0.0.5 6000']],
  ['a database behind a socket of the file system', { databaseUrl: 'postgres:///x?host=/var/run/postgresql' }, []],
  ['a database behind a socket in the place of the host', { databaseUrl: 'postgres://%2Fvar%2Frun%2Fpostgresql/x' }, []],
  ['a database by IPv6', { databaseUrl: 'postgres://[fd00::7]:5433/x' }, ['fd00::7 5433']],
  ['a queue', { redisUrl: 'rediss://queue.internal' }, ['queue.internal 6379']],
  ['a blob store', { blobUrl: 's3://bucket?endpoint=https://blobs.internal' }, ['blobs.internal 443']],
  ['a folder of blobs', { blobUrl: 'file:///srv/blobs' }, []],
  ['the address that people use', { publicUrl: 'https://matpho.example.vn' }, ['matpho.example.vn 443']],
])('%s', (_what, settings, expected) => {
  expect(placesOf(settings)).toEqual(expected);
});

async function watch(places: readonly OwnPlace[], names: Record<string, readonly string[]> = {}, local: readonly string[] = []) {
  const clock = { nowMs: 0 };
  const resolve = async (host: string) => names[host] ?? Promise.reject(new Error('not found'));
  const own = await watchOwnEndpoints(places, { resolve, localAddresses: () => local, nowMs: () => clock.nowMs });
  onTestFinished(() => own.stop());
  const isOwn = (address: string, port: number) => {
    const verdict = addressVerdict(address, port, { ownEndpoints: own.current() });
    return !verdict.allowed && verdict.reason === 'own_host';
  };
  return { own, clock, names, isOwn };
}

test.each(['0.0.0.0', '::', '127.0.0.1', 'localhost'])('a server on %s is reached by every address of this machine', async (host) => {
  const { own } = await watch([{ host, port: 8088 }], { localhost: ['::1', '127.0.0.1'] }, ['192.168.7.2', 'fd00::2']);
  // with an override of everything only exact ports count, and these are the server's
  const everything = [
    { address: '0.0.0.0', prefixBits: 0 },
    { address: '::', prefixBits: 0 },
  ];
  const verdicts = ['192.168.7.2', 'fd00::2', '127.0.0.1', '127.8.8.8', '::ffff:192.168.7.2'].map((address) =>
    [8088, 8089].map((port) => addressVerdict(address, port, { overrideNetworks: everything, ownEndpoints: own.current() }).allowed),
  );
  expect(verdicts).toEqual(verdicts.map(() => [false, true]));
});

test('a server on one address of the network is that address, and no camera is on this machine at any port', async () => {
  const { isOwn } = await watch([{ host: '10.0.0.5', port: 8080 }], {}, ['192.168.7.2']);
  expect([isOwn('10.0.0.5', 8080), isOwn('10.0.0.5', 554), isOwn('192.168.7.2', 554)]).toEqual([true, false, true]);
});

test('a name is followed when it moves, and keeps its addresses while it can not be resolved', async () => {
  const { own, names, isOwn } = await watch([{ host: 'db.internal', port: 15_432 }], { 'db.internal': ['10.0.0.5'] });
  expect([isOwn('10.0.0.5', 15_432), isOwn('10.0.0.6', 15_432)]).toEqual([true, false]);
  names['db.internal'] = ['10.0.0.6'];
  await own.refresh();
  expect([isOwn('10.0.0.5', 15_432), isOwn('10.0.0.6', 15_432)]).toEqual([true, true]);
  delete names['db.internal'];
  await own.refresh();
  expect(isOwn('10.0.0.6', 15_432)).toBe(true);
});

test('an address that a name has left long ago is nobody of ours any more', async () => {
  const { own, clock, names, isOwn } = await watch([{ host: 'db.internal', port: 15_432 }], { 'db.internal': ['10.0.0.5'] });
  names['db.internal'] = ['10.0.0.6'];
  clock.nowMs = 3_700_000;
  await own.refresh();
  expect([isOwn('10.0.0.5', 15_432), isOwn('10.0.0.6', 15_432)]).toEqual([false, true]);
});
