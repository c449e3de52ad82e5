import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../cli/command-table.ts';
import { keyFingerprint } from '../../../domain/evidence/key-fingerprint.ts';
import { runMatpho } from '../../support/cli/matpho-process.ts';
import { newSigner, writeTruePackage } from '../../support/evidence/true-package.ts';

const goodKey = randomBytes(32).toString('base64');

test('without words, or asked for help, it lists every command and succeeds', async () => {
  const answers = await Promise.all([runMatpho([]), runMatpho(['help']), runMatpho(['--help'])]);
  for (const { code, stdout } of answers) {
    expect(code).toBe(0);
    for (const words of Object.keys(COMMANDS)) expect(stdout).toContain(words);
  }
});

test('words that are no command are answered with the list and exit code 2', async () => {
  const answers = await Promise.all([runMatpho(['fly']), runMatpho(['user']), runMatpho(['user', 'remove'])]);
  for (const { code, stdout } of answers) {
    expect(code).toBe(2);
    expect(stdout).toContain('matpho start');
  }
});

test('a command that lacks its words says how it is called', async () => {
  const answers = await Promise.all([runMatpho(['backup']), runMatpho(['restore', 'a', 'b'])]);
  expect(answers.map(({ code }) => code)).toEqual([1, 1]);
  expect(answers.map(({ stderr }) => stderr.trim())).toEqual(['matpho: Use: matpho backup DIR', 'matpho: Use: matpho restore DIR']);
});

test('a package is verified with nothing but its file, and says what it can show', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-words-'));
  try {
    const [path, forged] = [join(folder, 'true.zip'), join(folder, 'forged.zip')];
    const { key } = await writeTruePackage(path);
    const bytes = await readFile(path);
    bytes[bytes.indexOf('moofmoof')]! ^= 1;
    await writeFile(forged, bytes);
    const settings = { MATPHO_DATA_DIR: join(folder, 'data') };
    const known = keyFingerprint(key.publicKey);
    const calls = [
      [path],
      [path, '--key', known],
      [path, '--key', keyFingerprint(newSigner().key.publicKey)],
      [forged],
      [path, '--key', 'abc'],
      [join(folder, 'gone.zip')],
      [],
    ];
    const answers = await Promise.all(calls.map((words) => runMatpho(['verify', ...words], settings)));
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 1, 1, 1, 1, 1]);
    const said = answers.map(({ stdout, stderr }) => stdout + stderr);
    const expected = [
      /WHO made it is not shown/,
      /Everything holds/,
      /another key/,
      /original\.mp4 was changed/,
      /--key wants/,
      /gone\.zip can't be read/,
      /Use: matpho verify/,
    ];
    for (const [index, pattern] of expected.entries()) expect(said[index]).toMatch(pattern);
    expect((await readdir(folder)).toSorted()).toEqual(['forged.zip', 'true.zip']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.each([
  ['MATPHO_PORT', { MATPHO_PORT: 'geheim-80' }],
  ['MATPHO_PORT', { MATPHO_PORT: '70000' }],
  ['MATPHO_SECRET_KEY', { MATPHO_SECRET_KEY: 'geheim' }],
  ['MATPHO_DATABASE_URL', { MATPHO_DATABASE_URL: 'mysql://root:geheim@127.0.0.1/db', MATPHO_SECRET_KEY: goodKey }],
  ['MATPHO_SECRET_KEY', { MATPHO_DATABASE_URL: 'postgresql://root:geheim@127.0.0.1/db' }],
  ['MATPHO_CAMERA_NETWORKS', { MATPHO_CAMERA_NETWORKS: '10.0.0.0/8,geheim' }],
  ['MATPHO_TLS_KEY', { MATPHO_TLS_CERT: 'geheim.pem' }],
])('a bad %s stops it, by the name of the variable and never by its value', async (variable, settings: Record<string, string>) => {
  const { code, stdout, stderr } = await runMatpho(['start'], settings);
  expect(code).toBe(1);
  expect(stderr).toContain(variable);
  expect(stdout + stderr).not.toMatch(/geheim|70000/);
});

test('one part of the service alone refuses to run on the embedded database', async () => {
  const answers = await Promise.all([runMatpho(['server']), runMatpho(['worker'])]);
  for (const { code, stderr } of answers) {
    expect(code).toBe(1);
    expect(stderr).toMatch(/needs MATPHO_DATABASE_URL.*matpho start/);
  }
});
