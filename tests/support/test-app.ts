import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { inject } from 'vitest';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import type { MessageChannel } from '../../domain/messages/message-terms.ts';
import type { Role } from '../../domain/role.ts';
import type { Database } from '../../db/database.ts';
import { insertOrganisation, insertUser } from '../../db/repositories/organisation-repository.ts';
import { insertUnit } from '../../db/repositories/unit-repository.ts';
import { createFolderBlobStore } from '../../media/folder-blob-store.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { systemClock } from '../../platform/clock.ts';
import { createJobProducer } from '../../platform/job-producer.ts';
import { createLogger } from '../../platform/logger.ts';
import { newId } from '../../platform/new-id.ts';
import { openQueueBackend, type QueueBackend } from '../../platform/queue-backend.ts';
import { createReleaseStack } from '../../platform/release-stack.ts';
import { createSecretBox, type SecretBox } from '../../platform/secret-box.ts';
import type { PackageBuilding } from '../../workers/worker.ts';
import { buildApp } from '../../server/app.ts';
import type { ServerContext, ServerSettings } from '../../server/server-context.ts';
import { createTestDatabase } from './test-database.ts';
import { walledDatabase } from './walled-database.ts';
import { createMovableClock, type MovableClock } from './workers/movable-clock.ts';

export const TEST_PASSWORD = 'correct horse battery';

/** Who the tests sign in as; `other…` belong to the neighbouring ward. */
export const TEST_USERS = ['board', 'board2', 'otherboard', 'officer', 'officer2', 'otherofficer', 'commander', 'othercommander', 'auditor', 'admin'] as const;
export type TestUser = (typeof TEST_USERS)[number];

/** A small world: two wards side by side, the first with two neighbourhoods. */
export interface TestWorld {
  readonly ward: string;
  readonly north: string;
  readonly south: string;
  readonly otherWard: string;
}

/** The HTTP application on a real database and queue, with a user of each role. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly url: string;
  readonly blobs: BlobStore;
  readonly backend: QueueBackend;
  readonly secretBox: SecretBox;
  /** For a worker beside it. */
  readonly packageBuilding: PackageBuilding;
  readonly clock: MovableClock;
  readonly world: TestWorld;
  readonly context: ServerContext;
  /** A request as one of the users; signs in when needed. */
  as(user: TestUser, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A request without a session. */
  anonymous(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  token(user: TestUser): Promise<string>;
  close(): Promise<void>;
}

function square(west: number, south: number, size: number): unknown {
  const [east, north] = [west + size, south + size];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

async function makeWorld(db: Database): Promise<TestWorld> {
  const world = { ward: newId(), north: newId(), south: newId(), otherWard: newId() };
  await insertUnit(db, { id: world.ward, code: '24871', level: 'ward', name: 'Phường Một', parentId: null, boundary: square(108.23, 11.78, 0.02) });
  await insertUnit(db, {
    id: world.north,
    code: null,
    level: 'neighbourhood',
    name: 'Tổ dân phố Bắc',
    parentId: world.ward,
    boundary: square(108.23, 11.79, 0.01),
  });
  await insertUnit(db, {
    id: world.south,
    code: null,
    level: 'neighbourhood',
    name: 'Tổ dân phố Nam',
    parentId: world.ward,
    boundary: square(108.23, 11.78, 0.01),
  });
  await insertUnit(db, { id: world.otherWard, code: '24872', level: 'ward', name: 'Phường Hai', parentId: null, boundary: square(108.26, 11.78, 0.02) });
  return world;
}

async function makeUsers(db: Database, world: TestWorld): Promise<void> {
  const passwordHash = await hash(TEST_PASSWORD, { memoryCost: 1024, timeCost: 1 });
  const organise = async (
    kind: 'board' | 'police_post' | 'area_command' | 'administration',
    name: string,
    unitIds: string[],
    users: [TestUser, Role][],
  ): Promise<void> => {
    const organisationId = newId();
    await insertOrganisation(db, { id: organisationId, kind, name, unitIds });
    for (const [username, role] of users)
      await insertUser(db, {
        id: newId(),
        username,
        displayName: username,
        role,
        organisationId,
        passwordHash,
        mustChangePassword: false,
        secondFactorExempt: true,
      });
  };
  await organise('board', 'Ban điều hành Bắc', [world.north], [['board', 'board']]);
  await organise('board', 'Ban điều hành Nam', [world.south], [['board2', 'board']]);
  await organise('board', 'Ban điều hành Hai', [world.otherWard], [['otherboard', 'board']]);
  await organise(
    'police_post',
    'Công an phường Một',
    [world.ward],
    [
      ['officer', 'officer'],
      ['officer2', 'officer'],
    ],
  );
  await organise('police_post', 'Công an phường Hai', [world.otherWard], [['otherofficer', 'officer']]);
  await organise('area_command', 'Chỉ huy khu vực', [world.ward], [['commander', 'commander']]);
  await organise('area_command', 'Chỉ huy khu vực Hai', [world.otherWard], [['othercommander', 'commander']]);
  await organise(
    'administration',
    'Quản trị',
    [],
    [
      ['auditor', 'auditor'],
      ['admin', 'admin'],
    ],
  );
}

/** Starts one for a test file. `addressPolicy` defaults to the product's own; with `isLive` its clock is the machine's, which can't be moved. */
export async function startTestApp(
  options: {
    addressPolicy?: AddressPolicy | undefined;
    isLive?: boolean;
    messageChannels?: readonly MessageChannel[];
    settings?: Partial<ServerSettings>;
  } = {},
): Promise<TestApp> {
  const stack = createReleaseStack();
  const database = await createTestDatabase();
  stack.push('database', () => database.drop());
  const folder = await mkdtemp(join(tmpdir(), 'matpho-blobs-'));
  stack.push('blobs', () => rm(folder, { recursive: true, force: true }));
  const redisUrl = database.kind === 'postgres' ? inject('redisUrl') : undefined;
  const fail = (error: Error): void => {
    throw error;
  };
  const backend = openQueueBackend({ redisUrl, databaseUrl: database.url, prefix: `test-${randomUUID()}`, onError: fail });
  stack.push('queue', () => backend.close());
  const jobs = createJobProducer(backend, fail);
  stack.push('jobs', () => jobs.close());
  const clock: MovableClock =
    options.isLive === true ? { ...systemClock, advance: () => fail(new Error('a live clock can not be moved')) } : createMovableClock(Date.now());
  const secretKeys = [randomBytes(32)] as const;
  const secretBox = createSecretBox(secretKeys);
  const blobs = createFolderBlobStore({ folder });
  const logger = createLogger((process.env['TEST_LOG'] ?? 'silent') as 'silent');
  const context: ServerContext = {
    db: walledDatabase(database.database),
    databaseUrl: database.url,
    jobs,
    blobs,
    clock,
    secretBox,
    addressPolicy: options.addressPolicy ?? {},
    logger,
    settings: { demo: false, messageChannels: options.messageChannels ?? ['email', 'sms', 'chat'], ...options.settings },
  };
  const app = await buildApp(context);
  stack.push('app', () => app.close());
  const world = await makeWorld(database.database);
  await makeUsers(database.database, world);

  const tokens = new Map<TestUser, Promise<string>>();
  const request = (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<LightMyRequestResponse> =>
    app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers,
      ...(body === undefined ? {} : { payload: body as InjectOptions['payload'] }),
    } as InjectOptions);
  const signIn = async (user: TestUser): Promise<string> => (await request('POST', '/sessions', { username: user, password: TEST_PASSWORD }, {})).json().token;
  const token = (user: TestUser): Promise<string> => {
    const known = tokens.get(user) ?? signIn(user);
    tokens.set(user, known);
    return known;
  };
  return {
    app,
    db: database.database,
    url: database.url,
    blobs,
    backend,
    secretBox,
    packageBuilding: { databaseUrl: database.url, blobFolder: folder, secretKeys },
    clock,
    world,
    context,
    token,
    as: async (user, method, path, body, headers = {}) => request(method, path, body, { authorization: `Bearer ${await token(user)}`, ...headers }),
    anonymous: (method, path, body, headers = {}) => request(method, path, body, headers),
    async close() {
      const failures = await stack.releaseAll();
      if (failures.length > 0) throw failures[0]!.error;
    },
  };
}

/** A body for `POST /cameras` that everything accepts, in the northern neighbourhood. */
export function cameraBody(world: TestWorld, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Ngã ba chợ 1',
    unitId: world.north,
    siteName: 'Ngã ba chợ',
    placement: {
      position: { type: 'Point', coordinates: [108.235, 11.795] },
      heightM: 4.5,
      bearingDeg: 90,
      tiltDeg: 12,
      hfovDeg: 87,
      rangeM: 45,
      resolution: { width: 1920, height: 1080 },
    },
    source: { kind: 'simulated', seed: 7, faults: {} },
    purpose: 'junction',
    notice: { postedAt: '2026-11-01' },
    ...changes,
  };
}
