import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBytes } from '../../../../domain/access-log/canonical-json.ts';
import { keyFingerprint, readFingerprint } from '../../../../domain/evidence/key-fingerprint.ts';
import { logPartProblems } from '../../../../domain/evidence/log-part-problems.ts';
import { manifestProblems } from '../../../../domain/evidence/manifest-problems.ts';
import type { EvidenceManifest } from '../../../../domain/evidence/manifest-shape.ts';
import { isPackagePath } from '../../../../domain/evidence/package-path.ts';
import { readManifest } from '../../../../domain/evidence/read-manifest.ts';
import { noteKeyText } from '../../../../domain/access-log/signed-note.ts';
import { newSigner, packageFacts } from '../../../support/evidence/true-package.ts';

const signer = newSigner();
const HASH = '0'.repeat(64);
const documents = ['log/checkpoint.txt', 'public-key.pem', 'sha256sums.txt'].map((path) => ({
  kind: 'document' as const,
  path,
  title: path,
  sha256: HASH,
  byteLength: 1,
}));
const manifest: EvidenceManifest = { ...packageFacts(signer), schema: 'matpho.evidence-manifest.v3', key: noteKeyText(signer.key), files: documents };
const clock = { deviceTimeSource: 'none', clockOffsetMs: null, clockUncertaintyMs: null, clockMethod: null } as const;
const picture = {
  ...clock,
  kind: 'snapshot' as const,
  path: 'media/a.jpg',
  sha256: HASH,
  byteLength: 1,
  requestId: manifest.requests[0]!.id,
  cameraId: manifest.cameras[0]!.id,
  snapshotId: HASH.slice(0, 8).concat('-0000-4000-8000-000000000000'),
  takenAt: manifest.requests[0]!.from,
  deviceTime: null,
  widthPx: 1,
  heightPx: 1,
};

const copy = {
  kind: 'copy' as const,
  path: 'copies/a.jpg',
  sha256: HASH,
  byteLength: 1,
  requestId: picture.requestId,
  cameraId: picture.cameraId,
  of: { kind: 'picture' as const, id: picture.snapshotId, sha256: HASH, path: picture.path as string | null },
  trueFrom: picture.takenAt,
  trueTo: picture.takenAt,
  uncertaintyMs: 0,
  maskCount: 0,
  watermark: { who: 'A', what: 'B' },
};
const withCopy = (change: Partial<typeof copy>): Partial<EvidenceManifest> => ({ files: [...documents, picture, { ...copy, ...change }] });

const moment = {
  id: '88888888-8888-4888-8888-888888888888',
  requestId: picture.requestId,
  cameraId: picture.cameraId,
  at: picture.takenAt,
  uncertaintyMs: null,
  deviceTime: null,
  note: 'Xe dừng lại',
  markedBy: manifest.requests[0]!.requestedBy,
  markedAt: manifest.requests[0]!.accessFrom,
};
const withMoment = (change: Partial<EvidenceManifest['moments'][number]>): Partial<EvidenceManifest> => ({ moments: [{ ...moment, ...change }] });

const said = (changed: EvidenceManifest): string => [...manifestProblems(changed), ...logPartProblems(changed, signer.key)].join('\n');

test('the first form is read as strictly as it was: no copies, no way a camera turns, and neither form under the name of the other', () => {
  const { uncopied: _, moments: ____, ...old } = manifest;
  const cameras = manifest.cameras.map((camera) => ({
    ...camera,
    placements: camera.placements.map(({ motion: __, panRangeDeg: ___, ...placement }) => placement),
  }));
  const first = { ...old, cameras, schema: 'matpho.evidence-manifest.v1' };
  const read = readManifest(canonicalBytes(first));
  expect(read).toEqual({ manifest: first });
  const problem = { problem: expect.any(String) as string };
  expect(readManifest(canonicalBytes({ ...first, schema: manifest.schema }))).toMatchObject(problem);
  expect(readManifest(canonicalBytes({ ...first, schema: 'matpho.evidence-manifest.v4' }))).toMatchObject(problem);
  expect(readManifest(canonicalBytes({ ...first, uncopied: [] }))).toMatchObject(problem);
  expect(readManifest(canonicalBytes({ ...first, files: [...documents, picture, copy] }))).toMatchObject(problem);
  expect(readManifest(canonicalBytes({ ...first, cameras: manifest.cameras }))).toMatchObject(problem);
  expect(readManifest(canonicalBytes({ ...manifest, schema: first.schema }))).toMatchObject(problem);
});

test('the second form is read as strictly as it was: no moments, and neither form under the name of the other', () => {
  const { moments: _, ...old } = manifest;
  const second = { ...old, schema: 'matpho.evidence-manifest.v2' };
  const problem = { problem: expect.any(String) as string };
  expect(readManifest(canonicalBytes(second))).toEqual({ manifest: second });
  expect(readManifest(canonicalBytes({ ...second, schema: manifest.schema }))).toMatchObject(problem);
  expect(readManifest(canonicalBytes({ ...manifest, schema: second.schema }))).toMatchObject(problem);
});

test('a manifest is read as it was written', () => {
  expect(readManifest(canonicalBytes(manifest))).toEqual({ manifest });
  expect(said({ ...manifest, files: [...documents, picture] })).toBe('');
  expect(said({ ...manifest, ...withCopy({}) })).toBe('');
  expect(said({ ...manifest, ...withMoment({}) })).toBe('');
});

test('bytes that are no manifest are refused and never throw', () => {
  const text = Buffer.from(canonicalBytes(manifest)).toString('utf8');
  const spliced = fc
    .tuple(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 20 }))
    .map(([at, gone, put]) => Buffer.from(text.slice(0, at) + put + text.slice(at + gone)));
  const other = fc.oneof(
    fc.json().map((json) => Buffer.from(json)),
    fc.uint8Array(),
    fc.constantFrom('['.repeat(200_000), '{"a":'.repeat(100_000), '"\\ud800"', '1e999', 'null').map((json) => Buffer.from(json)),
  );
  fc.assert(
    fc.property(fc.oneof(spliced, other), (bytes) => {
      const read = readManifest(bytes);
      if ('manifest' in read) expect(Buffer.from(canonicalBytes(read.manifest)).equals(bytes)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a field that nobody knows is refused', () => {
  expect(readManifest(canonicalBytes({ ...manifest, note: 'x' }))).toMatchObject({ problem: expect.stringContaining('note') as string });
});

describe('a manifest that contradicts itself', () => {
  const entry = manifest.log.entries[0]!;
  const changes: readonly (readonly [string, Partial<EvidenceManifest>, RegExp])[] = [
    ['a picture of the second after the window', { files: [...documents, { ...picture, takenAt: manifest.requests[0]!.to }] }, /beyond what request/],
    ['a picture of another camera', { files: [...documents, { ...picture, cameraId: HASH }] }, /belongs to no request/],
    ['a copy among stored files', withCopy({ path: 'media/copy.jpg' }), /lies where stored files lie/],
    ['a stored file among copies', { files: [...documents, { ...picture, path: 'copies/b.jpg' }] }, /said to be as it was stored and lies where copies lie/],
    ['a copy of a file that is not here', withCopy({ of: { ...copy.of, path: 'media/none.jpg' } }), /no stored file of this package/],
    ['a copy of a document', withCopy({ of: { ...copy.of, path: 'public-key.pem' } }), /no stored file of this package/],
    ['a copy of itself', withCopy({ of: { ...copy.of, path: copy.path } }), /no stored file of this package/],
    ['a copy of a file with another hash', withCopy({ of: { ...copy.of, sha256: '1'.repeat(64) } }), /which is another file/],
    ['a copy that shows another instant', withCopy({ trueFrom: '2026-11-22T01:00:01.000Z', trueTo: '2026-11-22T01:00:01.000Z' }), /more than the file/],
    ['a copy of seconds that nobody opened', withCopy({ of: { ...copy.of, path: null }, trueTo: '2026-11-22T01:02:00.000Z' }), /beyond what request/],
    ['a moment of the second after the window', withMoment({ at: manifest.requests[0]!.to }), /beyond what request/],
    ['a moment that somebody else marked', withMoment({ markedBy: { ...moment.markedBy, id: HASH } }), /marked by somebody else/],
    ['a moment of another camera', withMoment({ cameraId: HASH }), /belongs to no request/],
    ['a moment twice', { moments: [moment, moment] }, /twice/],
    ['a moment that is marked after the package', withMoment({ markedAt: '2030-01-01T00:00:00.000Z' }), /after the package was made/],
    ['a moment with a clock that nothing shows', withMoment({ uncertaintyMs: 40 }), /than the footage that shows it/],
    ['a moment with another time of the device', withMoment({ deviceTime: picture.takenAt }), /than the footage that shows it/],
    ['a path twice', { files: [...documents, picture, picture] }, /twice/],
    ['itself in its list', { files: [...documents, { ...documents[0]!, path: 'manifest.json' }] }, /in its own list/],
    ['no list of sums', { files: documents.slice(0, 2) }, /doesn't name sha256sums/],
    ['a camera that nobody describes', { cameras: [{ ...manifest.cameras[0]!, id: HASH }] }, /doesn't describe/],
    ['an entry at another place', { log: { ...manifest.log, entries: [{ ...entry, seq: 2 }] } }, /not in the access log/],
    ['an entry twice', { log: { ...manifest.log, entries: [entry, entry] } }, /twice/],
    ['entries of another case', { incident: { ...manifest.incident, id: manifest.cameras[0]!.id } }, /not of this case/],
    ['no checkpoint', { log: { ...manifest.log, checkpoint: '' } }, /is none/],
    ['a checkpoint of another key', { log: packageFacts(newSigner()).log }, /not signed by the key/],
  ];
  test.each(changes)('%s', (_, change, expected) => {
    expect(said({ ...manifest, ...change })).toMatch(expected);
  });
});

test('paths lead nowhere else and mean the same file everywhere', () => {
  for (const good of ['readme.txt', 'media/camera-1/20261122t010000000z-original.mp4', 'a/b/c/d.x']) expect(isPackagePath(good)).toBe(true);
  const bad = [
    '',
    '.',
    '..',
    '/a.b',
    'a/../b.c',
    'a\\b.c',
    'A.b',
    'a.b/',
    'a//b.c',
    '.a.b',
    'a.b.c',
    'con.txt',
    'com1.txt',
    'a/nul.x',
    'a/b/c/d/e.x',
    'c:a.b',
    'a\n.b',
    'é.b',
    'a',
  ];
  expect(bad.filter(isPackagePath)).toEqual([]);
});

test('a fingerprint is read however it is typed', () => {
  const { publicKey } = signer.key;
  const printed = keyFingerprint(publicKey);
  for (const typed of [printed, printed.replaceAll(' ', ''), `SHA256:${printed.toUpperCase()}`, printed.replaceAll(' ', ':'), noteKeyText(signer.key)])
    expect(readFingerprint(typed)).toBe(printed);
  for (const typed of ['', 'abc', printed.slice(1), `${printed} 0`, `${noteKeyText(signer.key)}x`]) expect(readFingerprint(typed)).toBeUndefined();
});
