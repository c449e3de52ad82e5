import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { insertOrganisation, insertUser } from '../../../db/repositories/organisation-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { runMatpho, startMatpho, type MatphoProcess, type MatphoSettings } from '../../support/cli/matpho-process.ts';
import { makeSelfSignedCertificate, type CertificateFiles } from '../../support/cli/self-signed-certificate.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { ownRedisDatabase } from '../../support/own-redis-database.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

const PASSWORD = 'correct horse battery';

let folder: TemporaryFolder;
let db: MigratedTestDatabase;
let settings: MatphoSettings;
let own: CertificateFiles;
let other: CertificateFiles;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  db = await createTestDatabase('postgres');
  own = await makeSelfSignedCertificate(folder.path('own'));
  other = await makeSelfSignedCertificate(folder.path('other'));
  settings = {
    MATPHO_DATABASE_URL: db.url,
    MATPHO_REDIS_URL: await ownRedisDatabase(),
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_DATA_DIR: folder.path('data'),
    MATPHO_TLS_CERT: own.certPath,
    MATPHO_TLS_KEY: own.keyPath,
  };
});
afterAll(async () => {
  await db.drop();
  await folder.remove();
});

describe('a server with certificate and key', () => {
  let server: MatphoProcess;
  let url: string;
  let ca: Buffer;

  beforeAll(async () => {
    const organisationId = newId();
    await insertOrganisation(db.database, { id: organisationId, kind: 'administration', name: 'Quản trị', unitIds: [] });
    const passwordHash = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1 });
    await insertUser(db.database, {
      id: newId(),
      username: 'admin',
      displayName: 'admin',
      role: 'admin',
      organisationId,
      passwordHash,
      mustChangePassword: false,
      secondFactorExempt: true,
    });
    ca = await readFile(own.certPath);
    server = startMatpho(['server'], settings);
    url = (await server.says(/listens on (https:\/\/127\.0\.0\.1:\d+)\n/))[1]!;
  });
  afterAll(() => server.cleanUp());

  function ask(method: string, path: string, body?: unknown): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request(`${url}${path}`, { method, ca, agent: false, headers: { 'content-type': 'application/json' } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: text }));
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  test('answers by HTTPS and tells browsers to stay with it', async () => {
    const { status, headers } = await ask('GET', '/healthz');
    expect(status).toBe(200);
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
  });

  test('hands out a session cookie that leaves the browser over HTTPS only', async () => {
    const { status, headers } = await ask('POST', '/api/v1/sessions', { username: 'admin', password: PASSWORD });
    expect(status).toBe(201);
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^matpho_session=.*; HttpOnly; Secure; SameSite=Strict/)]);
  });

  test('serves live events over the same encryption', async () => {
    const { token } = JSON.parse((await ask('POST', '/api/v1/sessions', { username: 'admin', password: PASSWORD })).body) as { token: string };
    const socket = new WebSocket(`${url.replace('https:', 'wss:')}/api/v1/events`, { ca, headers: { authorization: `Bearer ${token}` } });
    try {
      const heard = new Promise<unknown>((resolve, reject) => {
        socket.on('open', () => socket.send(JSON.stringify({ topics: ['cameras'] })));
        socket.on('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
        socket.on('error', reject);
      });
      expect(await heard).toEqual({ topic: 'service', type: 'subscribed', data: { topics: ['cameras'] } });
    } finally {
      socket.terminate();
    }
  });

  test('does not answer plain HTTP', async () => {
    await expect(fetch(url.replace('https:', 'http:'))).rejects.toThrow();
  });

  test('ends in order', async () => {
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

test('a key that belongs to another certificate stops the start, by the name of its variable', async () => {
  const { code, stdout, stderr } = await runMatpho(['server'], { ...settings, MATPHO_TLS_KEY: other.keyPath });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^matpho: The key that MATPHO_TLS_KEY names does not belong to the certificate that MATPHO_TLS_CERT names/);
});
