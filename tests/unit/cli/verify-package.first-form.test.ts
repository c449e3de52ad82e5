import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPackage, type PackageReport } from '../../../cli/evidence/verify-package.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';

/** Made by the version before moments went into packages. */
const SECOND_FORM = {
  path: new URL('../../fixtures/evidence/second-form.zip', import.meta.url).pathname,
  fingerprint: '3bc5 ee45 962b 48be a0c7 7e16 e99b e73b 3888 924c 177d 2be8 e8f1 3234 1d8c 1ea4',
};
/** Made by the version before copies went into packages, with a key that was thrown away. */
const FIRST_FORM = new URL('../../fixtures/evidence/first-form.zip', import.meta.url).pathname;
const FINGERPRINT = '2196 8e37 f78b f3a7 2f27 a670 4e34 912d fd0c 4dbf 73db 3f18 452e 3d10 d74c 7858';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-first-form-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(path: string, fingerprint = FINGERPRINT): Promise<PackageReport> {
  const file = await open(path);
  try {
    return await verifyPackage(file, { fingerprint });
  } finally {
    await file.close();
  }
}

it('a package that was handed over before there were copies still holds, for both verifiers', async () => {
  const { problems, manifest } = await verify(FIRST_FORM);
  expect(problems.lines).toEqual([]);
  expect([manifest?.schema, manifest?.files.map(({ kind }) => kind).includes('original')]).toEqual(['matpho.evidence-manifest.v1', true]);
  expect(await verifyPackagesStandalone([[FIRST_FORM, FINGERPRINT]])).toEqual([[]]);
});

it('and is found out when it was touched, or calls itself the newer form', async () => {
  const bytes = await readFile(FIRST_FORM);
  const at = bytes.indexOf('moofmoof');
  const touched = join(folder, 'touched.zip');
  await writeFile(touched, Buffer.concat([bytes.subarray(0, at), Buffer.from('M'), bytes.subarray(at + 1)]));
  const renamed = join(folder, 'renamed.zip');
  await writeFile(renamed, Buffer.from(bytes.toString('latin1').replace('evidence-manifest.v1', 'evidence-manifest.v2'), 'latin1'));
  expect((await verify(touched)).problems.lines.join('\n')).toMatch(/original\.mp4 was changed/);
  expect((await verify(renamed)).problems.lines.join('\n')).toMatch(/manifest\.json can't be used/);
  for (const found of await verifyPackagesStandalone([
    [touched, FINGERPRINT],
    [renamed, FINGERPRINT],
  ]))
    expect(found).not.toEqual([]);
});

it('so does one of before there were marked moments, and not under the name of the newer form', async () => {
  const { path, fingerprint } = SECOND_FORM;
  const { problems, manifest } = await verify(path, fingerprint);
  expect([problems.lines, manifest?.schema]).toEqual([[], 'matpho.evidence-manifest.v2']);
  const renamed = join(folder, 'renamed-second.zip');
  await writeFile(renamed, Buffer.from((await readFile(path)).toString('latin1').replace('evidence-manifest.v2', 'evidence-manifest.v3'), 'latin1'));
  expect((await verify(renamed, fingerprint)).problems.lines.join('\n')).toMatch(/manifest\.json can't be used/);
  const [holds, found] = await verifyPackagesStandalone([
    [path, fingerprint],
    [renamed, fingerprint],
  ]);
  expect(holds).toEqual([]);
  expect(found).not.toEqual([]);
});
