import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OctetString } from '@peculiar/asn1-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCommand } from '../../../cli/commands/verify-command.ts';
import { timestampQuery } from '../../../media/evidence/timestamp/timestamp-query.ts';
import { readConfig } from '../../../platform/config.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { readLoosely, writeLoosely, type LooseFile } from '../../support/evidence/loose-archive.ts';
import { newSigner, writeTruePackage } from '../../support/evidence/true-package.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';
import { forgeStamp, type Hiding } from '../../support/timestamp/forge-stamp.ts';
import { createOpensslAuthority, type OpensslAuthority } from '../../support/timestamp/openssl-authority.ts';

let folder: string;
let authority: OpensslAuthority;
let other: OpensslAuthority;
/** Stamped by `authority`; another one, stamped by it too; one without a stamp. */
let stampedPath: string;
let secondPath: string;
let plainPath: string;

const stampBy = (by: OpensslAuthority) => async (sha256: Uint8Array) => by.answer(timestampQuery(sha256).bytes);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-stamped-'));
  [authority, other] = await Promise.all([createOpensslAuthority(folder), createOpensslAuthority(folder, { name: 'Test TSA' })]);
  [stampedPath, secondPath, plainPath] = ['stamped.zip', 'second.zip', 'plain.zip'].map((name) => join(folder, name)) as [string, string, string];
  const signer = newSigner();
  await writeTruePackage(stampedPath, signer, undefined, stampBy(authority));
  await writeTruePackage(secondPath, signer, (facts) => ({ ...facts, createdAt: '2026-11-23T02:00:01.000Z' }), stampBy(authority));
  await writeTruePackage(plainPath, signer);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the command says, and its exit code. */
async function say(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const stack = createReleaseStack();
  const tools = { config: readConfig({}), stack, print: (line: string) => void lines.push(line), progress: () => undefined };
  try {
    const code = await verifyCommand({ args, ...tools, stopRequested: new Promise<void>(() => undefined) });
    return { code, said: lines.join('\n') };
  } finally {
    await stack.releaseAll();
  }
}
const trusting = (path: string, ...more: string[]) => say(path, '--tsa-ca', authority.caPath, ...more);

const stampOf = (files: readonly LooseFile[]): Buffer => files.find(({ path }) => path === 'timestamp.tsr')!.content;

/** The stamped package with another stamp, or none; returns its path. */
async function withStamp(name: string, change: (stamp: Buffer) => Buffer | undefined | Promise<Buffer | undefined>): Promise<string> {
  const files = await readLoosely(stampedPath);
  const stamp = await change(stampOf(files));
  const rest = files.filter(({ path }) => path !== 'timestamp.tsr');
  const path = join(folder, `${name}.zip`);
  await writeFile(path, writeLoosely(stamp === undefined ? rest : [...rest, { path: 'timestamp.tsr', content: stamp }]));
  return path;
}

describe('a stamped package', () => {
  it('holds, for the command and for OpenSSL, and says when it was stamped', async () => {
    const { code, said } = await trusting(stampedPath);
    expect(said).toMatch(
      /^Timestamp: \d{4}-\d\d-\d\dT[\d:.]+Z by "Test TSA" \(serial [0-9a-f]+\), which the CA file knows, \d+ minutes (?:after|BEFORE) the package says it was made\.$/m,
    );
    expect(code).toBe(0);
    expect(
      await verifyPackagesStandalone([
        [stampedPath, null, authority.caPath],
        [stampedPath, null],
      ]),
    ).toEqual([[], []]);
  });

  it('is said to be vouched for by nobody when the reader gives no CA file', async () => {
    expect(await say(stampedPath)).toMatchObject({ code: 0, said: expect.stringMatching(/WHICH NOBODY VOUCHED FOR: give --tsa-ca/) });
  });

  it('is otherwise the package that it was before: stamp or none, manifest and signature are the same bytes', async () => {
    const bare = await withStamp('bare', () => undefined);
    const [before, after] = [await readLoosely(bare), await readLoosely(stampedPath)];
    expect(after.slice(0, -1)).toEqual(before);
  });
});

it('without a timestamp a package holds, and it is said plainly', async () => {
  expect(await say(plainPath)).toMatchObject({ code: 0, said: expect.stringMatching(/^No timestamp of an authority/m) });
});

it('a stamp that came later is read from a file beside the package', async () => {
  const signature = (await readLoosely(plainPath)).find(({ path }) => path === 'manifest.sig')!.content;
  const path = join(folder, 'late.tsr');
  await writeFile(path, await stampBy(authority)(createHash('sha256').update(signature).digest()));
  expect(await trusting(plainPath, '--timestamp', path)).toMatchObject({ code: 0, said: expect.stringMatching(/which the CA file knows/) });
  expect(await trusting(secondPath, '--timestamp', path)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^The timestamp beside the package: The timestamp is of something else/m),
  });
});

/** Out of the stamp of another package, of this signature and of a time that suits: the forger has no key, and needs none where a reader verifies one thing and believes another. */
async function madeToFit(name: string, hiding: Hiding): Promise<string> {
  const signature = (await readLoosely(stampedPath)).find(({ path }) => path === 'manifest.sig')!.content;
  const given = stampOf(await readLoosely(secondPath));
  return withStamp(name, () =>
    forgeStamp(
      given,
      (info) => {
        info.genTime = new Date(Date.now() + 100 * 86_400_000);
        info.messageImprint.hashedMessage = new OctetString(createHash('sha256').update(signature).digest());
      },
      hiding,
    ),
  );
}

describe('forgeries', () => {
  const cases: readonly [name: string, forge: () => Promise<string>, said: RegExp][] = [
    [
      'the stamp of another package',
      async () => withStamp('swapped', async () => stampOf(await readLoosely(secondPath))),
      /timestamp\.tsr: The timestamp is of something else/,
    ],
    ['a stamp that was removed', () => withStamp('removed', () => undefined), /No timestamp[^]*There is no timestamp that could be compared with the CA file/],
    [
      'a stamp with an earlier time',
      () =>
        withStamp('earlier', (stamp) => {
          const changed = Buffer.from(stamp);
          changed[changed.indexOf('20', changed.indexOf(Buffer.from('180f', 'hex'))) + 3]! -= 1;
          return changed;
        }),
      /timestamp\.tsr: The timestamp's signature is wrong/,
    ],
    [
      'a stamp whose signature was altered',
      () =>
        withStamp('altered', (stamp) => {
          const changed = Buffer.from(stamp);
          changed[changed.length - 9]! ^= 4;
          return changed;
        }),
      /timestamp\.tsr: The timestamp's signature is wrong/,
    ],
    [
      'the stamp of another authority of the same name',
      async () => {
        const signature = (await readLoosely(stampedPath)).find(({ path }) => path === 'manifest.sig')!.content;
        return withStamp('other', () => stampBy(other)(createHash('sha256').update(signature).digest()));
      },
      /timestamp\.tsr: The timestamp is not from an authority of the given CA file/,
    ],
    [
      'a stamp made to fit, what was truly signed in the name of its signer',
      () => madeToFit('name', 'in the name of the signer'),
      /timestamp\.tsr: The timestamp's signature is wrong/,
    ],
    [
      'a stamp made to fit, what was truly signed in a second set of signers',
      () => madeToFit('set', 'in a second set of signers'),
      /timestamp\.tsr: The timestamp is no reply of RFC 3161/,
    ],
    ['half a stamp', () => withStamp('half', (stamp) => stamp.subarray(0, stamp.length / 2)), /timestamp\.tsr: The timestamp is no reply of RFC 3161/],
    ['something else in its place', () => withStamp('junk', () => Buffer.from('no stamp')), /timestamp\.tsr: The timestamp is no reply of RFC 3161/],
  ];

  it.each(cases)('%s', async (_, forge, said) => {
    expect(await trusting(await forge())).toMatchObject({ code: 1, said: expect.stringMatching(said) });
  });

  it('OpenSSL rejects each of them too', async () => {
    const paths = await Promise.all(cases.map(([, forge]) => forge()));
    const found = await verifyPackagesStandalone(paths.map((path) => [path, null, authority.caPath]));
    expect(cases.filter((_, index) => found[index]!.length === 0).map(([name]) => name)).toEqual([]);
  });

  it('a byte of the stamp that nobody signed is found by the archive alone', async () => {
    const bytes = await readFile(stampedPath);
    const stamp = stampOf(await readLoosely(stampedPath));
    // from granted to granted with changes
    bytes[bytes.indexOf(stamp) + stamp.indexOf(Buffer.from('020100', 'hex')) + 2] = 1;
    const path = join(folder, 'byte.zip');
    await writeFile(path, bytes);
    expect(await trusting(path)).toMatchObject({ code: 1, said: expect.stringMatching(/timestamp\.tsr was changed/) });
  });
});

it('files that are none are refused before anything is verified', async () => {
  await expect(say(stampedPath, '--tsa-ca', join(folder, 'missing.pem'))).rejects.toMatchObject({ code: 'ca_file_unusable' });
  await expect(say(stampedPath, '--timestamp', join(folder, 'missing.tsr'))).rejects.toMatchObject({ code: 'file_unreadable' });
});
