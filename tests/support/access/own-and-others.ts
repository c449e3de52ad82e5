import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../../domain/role.ts';
import { newId } from '../../../platform/new-id.ts';
import type { Scope } from '../../../domain/permission-rule.ts';
import type { TestUser } from '../test-app.ts';
import { createMatrixCaller, scopeOn, type Matrix } from './matrix-caller.ts';

/** By role, those to whom the first ward's records are others' records. The auditor and the administrator reach whatever their role may. */
const OTHERS: Readonly<Record<Role, readonly TestUser[]>> = {
  board: ['board2', 'otherboard'],
  officer: ['otherofficer'],
  commander: ['othercommander'],
  auditor: [],
  admin: [],
};

interface Reachable {
  readonly role: Role;
  readonly route: string;
  readonly scope: Scope;
}

/** Every route that names a record, with each role that may do what it asks for. */
function reachableOf({ routes }: Matrix): Reachable[] {
  const named = Object.entries(routes).filter(([route, action]) => route.includes('{id}') && action !== 'open');
  return named.flatMap(([route, action]) =>
    ROLES.flatMap((role) => {
      const scope = scopeOn(role, action);
      return scope === null ? [] : [{ role, route, scope }];
    }),
  );
}

const isOwnAccount = (route: string): boolean => route.includes(' /account/');
const told = (answer: { statusCode: number; json: () => { code?: string; detail?: string } }) => [answer.statusCode, answer.json().code, answer.json().detail];
const NOT_FOUND = [404, 'not_found', 'There is no such record, or you may not see it. Check the id.'];

/** Tests that what belongs to others gets the same answer as what does not exist: records, and parts of records. */
export function testOthersRecords(matrix: Matrix): void {
  const { call, recordOf } = createMatrixCaller(matrix);
  const reachable = reachableOf(matrix);

  describe('records of others are as if they were not there', () => {
    const limited = reachable.filter(({ scope, route }) => scope !== 'any' && !isOwnAccount(route));
    const cases = limited.flatMap(({ role, route }) => OTHERS[role].map((user) => [user, route] as const));
    test.each(cases)('%s: %s', async (user, route) => {
      expect(told(await call(user, route))).toEqual(NOT_FOUND);
      expect(told(await call(user, route, { [recordOf(route, 'id')!]: newId() }))).toEqual(NOT_FOUND);
    });
    test('each of them is asked for by each role that is limited', () => {
      expect(limited.filter(({ role }) => OTHERS[role].length === 0)).toEqual([]);
      expect(cases.length).toBeGreaterThan(150);
    });
  });

  describe('what does not exist is not there for those who may see all', () => {
    test.each(reachable.filter(({ scope }) => scope === 'any').map(({ role, route }) => [role, route] as const))('%s: %s', async (role, route) => {
      expect(told(await call(role, route, { [recordOf(route, 'id')!]: newId() }))).toEqual(NOT_FOUND);
    });
  });

  describe('a part of another record is as if it was not there', () => {
    const partOf = (route: string): string | undefined => (isOwnAccount(route) ? 'id' : /\{id\}.*\{(\w+)\}/.exec(route)?.[1]);
    test.each(reachable.filter(({ route }) => partOf(route) !== undefined).map(({ role, route }) => [role, route] as const))('%s: %s', async (role, route) => {
      const record = recordOf(route, partOf(route)!)!;
      const { other, personal } = matrix.more();
      const stranger = personal[role === 'board' ? 'officer' : 'board'];
      const foreign: Readonly<Record<string, string>> = { ...other, ...stranger, userSession: stranger.session, userKey: stranger.apiKey };
      // with what those routes want: an empty form would be refused before its part is looked for
      const sent = { reason: 'Không còn đúng', liftRequestedAt: '2026-11-20T08:00:00Z' };
      const answer = await call(role, route, { [record]: foreign[record]! }, sent);
      expect(answer.statusCode, answer.body).toBe(404);
      expect(told(answer)).toEqual(told(await call(role, route, { [record]: newId() }, sent)));
    });
  });
}

/** Tests that each list shows those who may see it the first ward's record that `lists` names, and people of other wards none of that ward. */
export function testLists(matrix: Matrix, lists: Readonly<Record<string, string | null>>): void {
  const { ids, routes, app, more } = matrix;
  const { pathOf } = createMatrixCaller(matrix);
  const all = Object.keys(routes).filter((route) => route.startsWith('GET ') && !route.includes('{id}') && routes[route] !== 'open');
  const look = async (user: TestUser, route: string): Promise<string> => {
    const path = pathOf(route);
    return (await app().as(user, 'GET', path.includes('/tiles/') ? path : `${path}?limit=200`)).rawPayload.toString('latin1');
  };
  /** All records but the units, which everybody may know. */
  const secrets = (): string[] => Object.entries(ids).flatMap(([name, id]) => (name === 'ward' ? [] : [id]));

  describe('lists hold what is one’s own and nothing of others', () => {
    test('every list is in the table', () => expect(all.toSorted()).toEqual(Object.keys(lists).toSorted()));
    test.each(all.filter((route) => typeof lists[route] === 'string'))('%s', async (route) => {
      const record = lists[route]!;
      const roles = ROLES.filter((role) => scopeOn(role, routes[route]!) !== null);
      for (const role of roles) expect(await look(role, route), role).toContain(more().personal[role][record] ?? ids[record]);
      for (const user of roles.flatMap((role) => OTHERS[role])) {
        const text = await look(user, route);
        const seen = secrets().filter((id) => text.includes(id));
        expect(seen, user).toEqual([]);
      }
    });
    test('what is counted is one’s own', async () => {
      const total = async (user: TestUser) => (await app().as(user, 'GET', '/cameras/counts')).json().total;
      const covered = async (user: TestUser) => (await app().as(user, 'GET', '/coverage/summary')).json().total;
      const shown = async (user: TestUser) => (await app().as(user, 'GET', '/cameras?limit=200')).json().items.length;
      for (const user of ['board', 'board2', 'otherboard', 'officer', 'otherofficer', 'commander', 'othercommander'] as const)
        expect([await total(user), await covered(user)], user).toEqual([await shown(user), await shown(user)]);
      const waiting = async (user: TestUser) => (await app().as(user, 'GET', '/footage-requests/waiting')).json().count;
      expect([await waiting('board'), await waiting('board2'), await waiting('otherboard')]).toEqual([2, 0, 1]);
      expect((await app().as('board2', 'GET', '/alerts')).json().items).toEqual([]);
    });
  });
}

const METHOD_ORDER = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
const REFUSALS = ['not_found', 'role_not_permitted', 'key_not_permitted', 'other_organisation'];

/** Tests that one's own records are there for every route and role, and that no answer holds an id of the other ward. It changes and deletes. */
export function testOwnRecords(matrix: Matrix): void {
  const { call, recordOf } = createMatrixCaller(matrix);
  // what is deleted has no parts any more: those go first
  const order = ({ route }: Reachable): number => 1000 * METHOD_ORDER.indexOf(route.split(' ')[0]!) - route.length;
  const cases = reachableOf(matrix).toSorted((a, b) => order(a) - order(b));

  describe('records of one’s own are there', () => {
    test.each(cases.map(({ role, route, scope }) => [role, route, scope] as const))('%s: %s', async (role, route, scope) => {
      const { other, spare, personal } = matrix.more();
      const answer = await call(role, route, { ...(role === 'admin' && route.startsWith('DELETE ') ? spare : {}), ...personal[role] });
      const isProblem = answer.headers['content-type']?.toString().includes('problem+json') === true;
      const code = isProblem ? (answer.json() as { code: string }).code : undefined;
      expect([401, 500]).not.toContain(answer.statusCode);
      // no board enters incidents, so none is its own
      if (role === 'board' && recordOf(route, 'id') === 'incident') return expect(code).toBe('not_found');
      expect(REFUSALS).not.toContain(code);
      if (scope !== 'any') expect(Object.values(other).filter((id) => answer.body.includes(id))).toEqual([]);
    });
  });
}
