import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyCommand } from '../../../cli/commands/verify-command.ts';
import { verifyPackage, type PackageReport } from '../../../cli/evidence/verify-package.ts';
import { keyFingerprint } from '../../../domain/evidence/key-fingerprint.ts';
import { readConfig } from '../../../platform/config.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { FORGERIES } from '../../support/evidence/forgeries.ts';
import { readLoosely, writeLoosely } from '../../support/evidence/loose-archive.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';
import { ORIGINAL_PATH, writeTruePackage } from '../../support/evidence/true-package.ts';

let folder: string;
let truePath: string;
let fingerprint: string;

async function verify(path: string, key?: string): Promise<PackageReport> {
  const file = await open(path);
  try {
    return await verifyPackage(file, { fingerprint: key });
  } finally {
    await file.close();
  }
}

async function verifyBytes(bytes: Uint8Array, key?: string): Promise<readonly string[]> {
  const path = join(folder, 'bytes.zip');
  await writeFile(path, bytes);
  return (await verify(path, key)).problems.lines;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-package-'));
  truePath = join(folder, 'true.zip');
  const { key } = await writeTruePackage(truePath);
  fingerprint = keyFingerprint(key.publicKey);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a true package holds, with the key and without', async () => {
  const report = await verify(truePath);
  expect([report.problems.lines, report.fingerprint, report.manifest?.files.length]).toEqual([[], fingerprint, 8]);
  expect((await verify(truePath, fingerprint)).problems.lines).toEqual([]);
});

test('whoever verifies is told when the case has entries in the log that are not here', async () => {
  const said = async (isCut: boolean): Promise<string> => {
    const path = join(folder, `cut-${isCut}.zip`);
    await writeTruePackage(path, undefined, (facts) => ({ ...facts, log: { ...facts.log, isCut } }));
    const lines: string[] = [];
    const stack = createReleaseStack();
    try {
      await verifyCommand({
        args: [path],
        config: readConfig({}),
        stack,
        print: (line) => void lines.push(line),
        progress: () => undefined,
        stopRequested: new Promise<void>(() => undefined),
      });
    } finally {
      await stack.releaseAll();
    }
    return lines.join('\n');
  };
  expect(await said(true)).toMatch(/3 entries of the access log \(the case has older ones, which are not in this package\)/);
  expect(await said(false)).not.toMatch(/older ones/);
});

test('a verifier that shares no code with the product accepts it', async () => {
  expect(await verifyPackagesStandalone([[truePath, fingerprint]])).toEqual([[]]);
});

test('other programs read it as an ordinary archive, and the tests write what the product writes', async () => {
  const files = await readLoosely(truePath);
  expect(files.map(({ path }) => path)).toContain(ORIGINAL_PATH);
  expect(writeLoosely(files).equals(await readFile(truePath))).toBe(true);
});

describe('forgeries', () => {
  test.each(FORGERIES)('$name', async ({ forge, said, needsKey }) => {
    const lines = await verifyBytes(await forge(truePath, folder), needsKey === true ? fingerprint : undefined);
    expect(lines.join('\n')).toMatch(said);
  });

  test('the other verifier rejects each of them', async () => {
    const cases: [string, string | null][] = [];
    for (const [index, { forge, needsKey }] of FORGERIES.entries()) {
      const path = join(folder, `forged-${index}.zip`);
      await writeFile(path, await forge(truePath, folder));
      cases.push([path, needsKey === true ? fingerprint : null]);
    }
    const found = await verifyPackagesStandalone(cases);
    expect(FORGERIES.filter((_, index) => found[index]!.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test('a package that somebody made anew is found by its key alone', async () => {
    const forged = await FORGERIES.find(({ needsKey }) => needsKey)!.forge(truePath, folder);
    expect(await verifyBytes(forged)).toEqual([]);
    expect(await verifyBytes(forged, fingerprint)).toHaveLength(1);
  });
});

test('no byte of a package can be another one', async () => {
  const bytes = await readFile(truePath);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= change;
      expect(await verifyBytes(changed)).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('whatever is sent instead of a package is named and ends nothing', async () => {
  const bytes = await readFile(truePath);
  const pieces = fc
    .array(fc.tuple(fc.nat(bytes.length), fc.nat(400)), { maxLength: 6 })
    .map((cuts) => Buffer.concat(cuts.map(([at, length]) => bytes.subarray(at, at + length))));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        pieces,
        fc.uint8Array({ maxLength: 300 }),
        pieces.map((piece) => Buffer.concat([piece, bytes.subarray(-600)])),
      ),
      async (sent) => {
        expect(await verifyBytes(sent)).not.toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
