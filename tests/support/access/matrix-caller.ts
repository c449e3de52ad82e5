import type { LightMyRequestResponse } from 'fastify';
import { permittedScope, type Action, type Scope } from '../../../domain/permission-rule.ts';
import type { Role } from '../../../domain/role.ts';
import type { TestApp, TestUser } from '../test-app.ts';
import type { MoreRecords } from './matrix-records.ts';

/** What each route asks for. `open`: no session; `anyone`: any session. */
export type RouteTable = Readonly<Record<string, Action | readonly Action[] | 'open' | 'anyone'>>;

/** The matrix of routes and roles, with the records that its calls name. The application and what is made in it are there once the tests run. */
export interface Matrix {
  readonly routes: RouteTable;
  /** Which record `{id}` names, by the first part of the path. */
  readonly records: Readonly<Record<string, string>>;
  /** The first ward's records. */
  readonly ids: Readonly<Record<string, string>>;
  app(): TestApp;
  more(): MoreRecords;
}

/** How far a role may do what a route asks for: one of several actions is enough, and one's own account is everybody's. */
export function scopeOn(role: Role, action: RouteTable[string]): Scope | null {
  if (action === 'open' || action === 'anyone') return 'own';
  const actions = typeof action === 'string' ? [action as Action] : action;
  return actions.map((each) => permittedScope(role, each)).find((scope) => scope !== null) ?? null;
}

/** What else a path names: records after their first one, and records of the own account. */
const FURTHER: Readonly<Record<string, string>> = {
  '/account/sessions/{id}': 'session',
  '/account/api-keys/{id}': 'apiKey',
  '{absenceId}': 'absence',
  '{maskId}': 'mask',
  '{sessionId}': 'userSession',
  '{keyId}': 'userKey',
  '{uploadId}': 'upload',
  '{photoId}': 'photo',
  '/cameras {readingId}': 'reading',
  '/recorders {readingId}': 'recorderReading',
};
const TILE: Readonly<Record<string, string>> = { z: '14', x: '13117', y: '7651' };

/** Calls routes of the matrix by their name in the OpenAPI document. */
export interface MatrixCaller {
  /** The name of the record that a part of a route's path stands for. */
  recordOf(route: string, part: string): string | undefined;
  /** A route's path with the records that it names, which are the first ward's unless `named` says otherwise. Throws for a part that no table knows. */
  pathOf(route: string, named?: Readonly<Record<string, string>>): string;
  /** Calls it, with an empty body unless there is a `sent` one. */
  call(user: TestUser | undefined, route: string, named?: Readonly<Record<string, string>>, sent?: object): Promise<LightMyRequestResponse>;
}

export function createMatrixCaller({ records, ids, app }: Matrix): MatrixCaller {
  const recordOf = (route: string, part: string): string | undefined => {
    const path = route.split(' ')[1]!;
    const first = path.split('/')[1]!;
    if (part === 'id') return FURTHER[path] ?? records[first];
    return FURTHER[`{${part}}`] ?? FURTHER[`/${first} {${part}}`];
  };
  const pathOf = (route: string, named: Readonly<Record<string, string>> = {}): string =>
    route.split(' ')[1]!.replaceAll(/\{(\w+)\}/g, (_whole, part: string) => {
      if (TILE[part] !== undefined) return TILE[part];
      const record = recordOf(route, part) ?? '';
      const id = named[record] ?? ids[record];
      if (id === undefined) throw new Error(`Say in RECORDS or FURTHER what {${part}} of ${route} is.`);
      return id;
    });
  return {
    recordOf,
    pathOf,
    async call(user, route, named = {}, sent = {}) {
      const method = route.split(' ')[0]!;
      const isPiece = method === 'PATCH' && route.endsWith('/uploads/{uploadId}');
      const body = method === 'GET' || method === 'DELETE' ? undefined : isPiece ? Buffer.from('0123456789') : sent;
      const headers = { 'tus-resumable': '1.0.0', ...(isPiece ? { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' } : {}) };
      const path = pathOf(route, named);
      return user === undefined ? app().anonymous(method, path, body, headers) : app().as(user, method, path, body, headers);
    },
  };
}
