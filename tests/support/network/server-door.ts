import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { openDatabase } from '../../../db/database.ts';
import { startEmbeddedDatabase } from '../../../db/embedded/embedded-database.ts';
import { insertOrganisation, insertUser } from '../../../db/repositories/organisation-repository.ts';
import { insertUnit } from '../../../db/repositories/unit-repository.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import type { ReleaseStack } from '../../../platform/release-stack.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { buildApp } from '../../../server/app.ts';
import { copyEmbeddedTemplate } from '../embedded-template.ts';
import type { Attempt } from './dial-report.ts';
import type { ForbiddenForm } from './forbidden-forms.ts';

/** The HTTP application on an embedded database, which needs no network, signed in as a board. */
export interface ServerDoor {
  /** Registers a camera with the form, and changes one to it. Names are left out: the server takes them and no worker dials them. */
  try(form: ForbiddenForm): Promise<Attempt[]>;
}

const PASSWORD = 'correct horse battery';
const BOUNDARY = { west: 108.23, south: 11.79, east: 108.24, north: 11.8 };
const PLACEMENT = {
  position: { type: 'Point', coordinates: [108.235, 11.795] },
  heightM: 4,
  bearingDeg: 90,
  hfovDeg: 87,
  rangeM: 45,
  resolution: { width: 1920, height: 1080 },
};

/** @param templateFolder data folder with a migrated embedded database. */
export async function openServerDoor(addressPolicy: AddressPolicy, folder: string, templateFolder: string, stack: ReleaseStack): Promise<ServerDoor> {
  await copyEmbeddedTemplate(templateFolder, folder);
  const embedded = await startEmbeddedDatabase(folder);
  stack.push('embedded database', () => embedded.stop());
  const db = openDatabase(embedded.url, { embedded: true });
  stack.push('database', () => db.close());
  const noJobs = {
    add: async () => undefined,
    schedule: async () => undefined,
    counts: async () => ({}),
    schedules: async () => [],
    failures: async () => [],
    close: async () => undefined,
    ensure: async () => undefined,
  };
  const app = await buildApp({
    db,
    databaseUrl: embedded.url,
    jobs: noJobs,
    blobs: createFolderBlobStore({ folder: join(folder, 'blobs') }),
    clock: systemClock,
    secretBox: createSecretBox([randomBytes(32)]),
    addressPolicy,
    logger: createLogger('silent'),
    settings: { demo: false },
  });
  stack.push('app', () => app.close());
  const unitId = await insertBoard(db);
  const request = async (method: 'POST' | 'PATCH', path: string, body: object, token?: string) =>
    app.inject({ method, url: `/api/v1${path}`, payload: body, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  const { token } = (await request('POST', '/sessions', { username: 'board', password: PASSWORD })).json<{ token: string }>();
  const camera = (source: object) => ({ name: 'Mắt 1', unitId, placement: PLACEMENT, source });
  const made = await request('POST', '/cameras', camera({ kind: 'rtsp', url: 'rtsp://10.0.0.9/live' }), token);
  if (made.statusCode !== 201) throw new Error(`the first camera was refused: ${made.body}`);
  const { id } = made.json<{ id: string }>();
  return {
    async try({ kind, url, isName }) {
      if (isName) return [];
      const [posted, patched] = [
        await request('POST', '/cameras', camera({ kind, url }), token),
        await request('PATCH', `/cameras/${id}`, { source: { kind, url } }, token),
      ];
      return [
        { door: `POST ${kind}`, form: url, code: String(posted.json().code ?? posted.statusCode) },
        { door: `PATCH ${kind}`, form: url, code: String(patched.json().code ?? patched.statusCode) },
      ];
    },
  };
}

async function insertBoard(db: ReturnType<typeof openDatabase>): Promise<string> {
  const { west, south, east, north } = BOUNDARY;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const [unitId, organisationId] = [newId(), newId()];
  await insertUnit(db, { id: unitId, code: null, level: 'neighbourhood', name: 'Tổ 1', parentId: null, boundary: { type: 'Polygon', coordinates: [ring] } });
  await insertOrganisation(db, { id: organisationId, kind: 'board', name: 'Ban điều hành', unitIds: [unitId] });
  const passwordHash = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1 });
  await insertUser(db, { id: newId(), username: 'board', displayName: 'A', role: 'board', organisationId, passwordHash, mustChangePassword: false });
  return unitId;
}
