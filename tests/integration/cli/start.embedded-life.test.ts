import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedSocketFolder } from '../../../db/embedded/embedded-database.ts';
import { dataFolderHolder } from '../../../platform/data-folder-lock.ts';
import { runMatpho, startMatpho, type MatphoProcess } from '../../support/cli/matpho-process.ts';
import { signIn, signInFirst, untilReady } from '../../support/cli/ready-service.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { embeddedTemplateFolder } from '../../support/embedded/embedded-template-folder.ts';
import { copyEmbeddedTemplate } from '../../support/embedded-template.ts';

// the tests tell the life of one data folder, in order
let folder: TemporaryFolder;
let settings: Record<string, string>;
let service: MatphoProcess;
let url: string;
let oneTimePassword: string;
let checkpointFile: string;

async function start(): Promise<void> {
  service = startMatpho(['start'], settings);
  url = (await service.says(/is ready: (http:\/\/localhost:\d+)\n/))[1]!;
}

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  settings = { MATPHO_DATA_DIR: folder.path('data') };
  await copyEmbeddedTemplate(await embeddedTemplateFolder(), folder.path('data'));
  await start();
});
afterAll(async () => {
  await service.cleanUp();
  await folder.remove();
});

test('it prints the address of the free port that it chose, is alive there at once and ready soon', async () => {
  expect(url).not.toMatch(/:0$/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await untilReady(url);
});

test('the one page of the web application is served', async () => {
  const page = await fetch(`${url}/`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
});

test('a second start on the same data folder is refused, names the first one and leaves it alone', async () => {
  const { code, stderr } = await runMatpho(['start'], settings);
  expect(code).toBe(1);
  expect(stderr).toContain(`is in use by process ${service.pid}. Stop it first, or set MATPHO_DATA_DIR to another folder.`);
  await untilReady(url);
});

test('commands work while it runs, and it sees what they did', async () => {
  expect(await runMatpho(['migrate'], settings)).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
  expect(await runMatpho(['organisation', 'add', '--name', 'Quản trị', '--kind', 'administration'], settings)).toMatchObject({ code: 0 });
  const added = await runMatpho(['user', 'add', '--username', 'admin', '--role', 'admin', '--organisation', 'Quản trị'], settings);
  expect(added).toMatchObject({ code: 0, stderr: '' });
  oneTimePassword = /^One-time password: (\S+)$/m.exec(added.stdout)![1]!;
  expect(await signIn(url, 'admin', oneTimePassword)).toMatchObject({ status: 201, user: { mustChangePassword: true } });
});

test('who lost password and phone gets a new one-time password by command, and is signed out', async () => {
  const { token = '' } = await signIn(url, 'admin', oneTimePassword);
  const reset = await runMatpho(['user', 'reset', '--username', 'admin'], settings);
  expect(reset).toMatchObject({ code: 0, stderr: '' });
  expect((await signIn(url, 'admin', oneTimePassword)).status).toBe(401);
  oneTimePassword = /^One-time password: (\S+)$/m.exec(reset.stdout)![1]!;
  expect((await fetch(`${url}/api/v1/sessions/current`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  expect(await signIn(url, 'admin', oneTimePassword)).toMatchObject({ status: 201, user: { mustChangePassword: true } });
  expect(await runMatpho(['user', 'reset', '--username', 'nobody'], settings)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no user "nobody"'),
  });
});

test('what a command refuses ends with exit code 1 and says what to do', async () => {
  const [twice, wrongRole, nobody] = await Promise.all([
    runMatpho(['user', 'add', '--username', 'admin', '--role', 'admin', '--organisation', 'Quản trị'], settings),
    runMatpho(['user', 'add', '--username', 'chief', '--role', 'board', '--organisation', 'Quản trị'], settings),
    runMatpho(['user', 'add', '--username', 'chief', '--role', 'admin', '--organisation', 'Không có'], settings),
  ]);
  expect([twice.code, wrongRole.code, nobody.code]).toEqual([1, 1, 1]);
  expect(twice.stderr).toContain('Choose another name.');
  expect(wrongRole.stderr).toContain('A board belongs to an organisation of the kind board');
  expect(nobody.stderr).toContain('matpho organisation add');
});

test('a restore onto its data folder is refused while it runs', async () => {
  const backup = folder.path('backup');
  expect(await runMatpho(['backup', backup], settings)).toMatchObject({ code: 0 });
  const { code, stderr } = await runMatpho(['restore', backup], settings);
  expect(code).toBe(1);
  expect(stderr).toContain(`is in use by process ${service.pid}`);
});

test('a checkpoint that an auditor keeps verifies beside the running service, and a forged one does not', async () => {
  const added = await runMatpho(['user', 'add', '--username', 'auditor', '--role', 'auditor', '--organisation', 'Quản trị'], settings);
  const token = await signInFirst(url, 'auditor', /^One-time password: (\S+)$/m.exec(added.stdout)![1]!, 'seven lamps under water');
  const answer = await (await fetch(`${url}/api/v1/audit/checkpoint`, { headers: { authorization: `Bearer ${token}` } })).text();
  checkpointFile = folder.path('checkpoint.json');
  await writeFile(checkpointFile, answer);
  const good = await runMatpho(['audit', 'verify', '--from', checkpointFile], settings);
  expect(good).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('The log only grew since this checkpoint') });
  const forged = folder.path('forged.json');
  await writeFile(
    forged,
    answer.replace(/\\n(\d+)\\n/, (_, size: string) => `\\n${Number(size) + 1}\\n`),
  );
  const [bad, none] = await Promise.all([
    runMatpho(['audit', 'verify', '--from', forged], settings),
    runMatpho(['audit', 'verify', '--from', folder.path('data')], settings),
  ]);
  expect(bad).toMatchObject({ code: 1, stdout: expect.stringContaining('The checkpoint is not signed by this log.') });
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("can't be read") });
});

test('killed in the middle it starts again with all that it had answered for', async () => {
  await service.end('SIGKILL');
  expect(existsSync(join(folder.path('data'), 'matpho.lock'))).toBe(true);
  await service.cleanUp();
  await start();
  await untilReady(url);
  expect((await signIn(url, 'admin', oneTimePassword)).status).toBe(201);
  expect(await runMatpho(['audit', 'verify', '--from', checkpointFile], settings)).toMatchObject({ code: 0 });
});

test('SIGTERM ends it in order: exit code 0, and neither process, socket nor lock is left', async () => {
  const { code } = await service.end('SIGTERM');
  expect(code).toBe(0);
  expect(service.leftBehind()).toBe(false);
  expect(existsSync(join(embeddedSocketFolder(folder.path('data')), '.s.PGSQL.5432'))).toBe(false);
  expect(await dataFolderHolder(folder.path('data'))).toBeUndefined();
  expect(existsSync(join(folder.path('data'), 'matpho.lock'))).toBe(false);
});
