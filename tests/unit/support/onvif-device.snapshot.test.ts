import { request } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { SnapshotFault } from '../../support/onvif-device/faults/device-fault.ts';
import { at, bodies, call, challengeOf, credentials, device, digestAuthorization } from './onvif-device-calls.ts';

const jpeg = Buffer.from([0xff, 0xd8, ...Array(4_000).fill(7), 0xff, 0xd9]);
const path = '/onvif/snapshot/profile_1';

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, redirect: 'manual' });
  return {
    status: response.status,
    headers: response.headers,
    text: '',
    body: Buffer.from(await response.arrayBuffer()),
  };
}

describe('picture', () => {
  it('is the one given, a new one each time if told', async () => {
    const started = await device({ authMode: 'none', jpeg });
    const first = await get(at(started, path));
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(first.body.equals(jpeg)).toBe(true);
    let number = 0;
    started.set({ jpeg: () => Buffer.from(`picture ${++number}`) });
    expect((await get(at(started, path))).body.toString()).toBe('picture 1');
    expect((await get(at(started, path))).body.toString()).toBe('picture 2');
    expect((await get(at(started, '/onvif/snapshot/nix'))).status).toBe(404);
    expect(started.requests[0]).toMatchObject({ operation: 'snapshot', target: path, status: 200 });
  });

  it('is a JPEG by default', async () => {
    const { body } = await get(at(await device({ authMode: 'none' }), path));
    expect([...body.subarray(0, 3), ...body.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xff, 0xd9]);
  });

  it.each(['digest-md5', 'ws-usernametoken', 'digest-or-ws'] as const)('with %s needs digest', async (authMode) => {
    const started = await device({ authMode });
    const url = at(started, path);
    const challenge = challengeOf(await get(url));
    const answer = await get(url, { Authorization: digestAuthorization(challenge, url, { method: 'GET' }) });
    expect(answer.status).toBe(200);
    const again = await get(url, {
      Authorization: digestAuthorization(challenge, url, { method: 'GET', password: 'sai' }),
    });
    expect(again.status).toBe(401);
  });

  it('can want another sign-in than the services', async () => {
    const started = await device({ authMode: 'digest-md5', snapshotAuth: 'basic' });
    const url = at(started, path);
    expect((await get(url)).headers.get('www-authenticate')).toMatch(/^Basic /);
    const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    expect((await get(url, { Authorization: `Basic ${basic}` })).status).toBe(200);
    started.set({ snapshotAuth: 'none' });
    expect((await get(url)).status).toBe(200);
    expect((await call(started.url, bodies.identity)).status).toBe(401);
  });
});

describe('faults', () => {
  const faulty = (snapshotFault: SnapshotFault) => device({ authMode: 'none', jpeg, snapshotFault });

  it.each([200, 404, 500, 503])('HTML with %i', async (status) => {
    const answer = await get(at(await faulty({ kind: 'html', status }), path));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.body.toString()).toContain('<html');
  });

  it('nothing, a redirect, a wrong type, anything', async () => {
    const started = await faulty({ kind: 'empty' });
    const url = at(started, path);
    expect((await get(url)).body).toHaveLength(0);
    started.set({ snapshotFault: { kind: 'redirect', status: 302, location: 'http://169.254.169.254/x' } });
    const redirect = await get(url);
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'http://169.254.169.254/x']);
    started.set({ snapshotFault: { kind: 'wrong-content-type', contentType: 'text/plain' } });
    const wrong = await get(url);
    expect([wrong.headers.get('content-type'), wrong.body.equals(jpeg)]).toEqual(['text/plain', true]);
    started.set({ snapshotFault: { kind: 'raw', status: 206, contentType: 'image/png', body: 'x' } });
    expect((await get(url)).status).toBe(206);
  });

  it('a body shorter than its length', async () => {
    const url = at(await faulty({ kind: 'truncated' }), path);
    const outcome = await new Promise<[number | undefined, number, string]>((resolve) => {
      let received = 0;
      const client = request(url, { agent: false }, (response) => {
        response.on('data', (piece: Buffer) => (received += piece.length));
        response.on('error', (error: NodeJS.ErrnoException) => resolve([Number(response.headers['content-length']), received, error.code ?? '']));
      });
      client.end();
    });
    expect(outcome).toEqual([jpeg.length, jpeg.length / 2, 'ECONNRESET']);
  });

  it.each(['endless', 'drip', 'hang'] as const)('%s goes on until the client has had enough', async (kind) => {
    const faults = {
      endless: { kind: 'endless' },
      drip: { kind: 'drip', chunkBytes: 1, intervalMs: 5 },
      hang: { kind: 'hang', after: 'half' },
    } as const;
    const url = at(await faulty(faults[kind]), path);
    const wanted = kind === 'endless' ? 3_000_000 : kind === 'drip' ? 5 : 2_000;
    const giveUp = new AbortController();
    const response = await fetch(url, { signal: giveUp.signal });
    let received = 0;
    const reading = (async () => {
      for await (const piece of response.body ?? []) {
        received += (piece as Uint8Array).length;
        if (received >= wanted) giveUp.abort();
      }
    })();
    await expect(reading).rejects.toThrow();
    expect(received).toBeGreaterThanOrEqual(wanted);
    expect(kind === 'endless' || received < jpeg.length).toBe(true);
  });

  it('a drip ends with the whole picture', async () => {
    const started = await faulty({ kind: 'drip', chunkBytes: 1_000, intervalMs: 1 });
    expect((await get(at(started, path))).body.equals(jpeg)).toBe(true);
  });

  it.each(['nothing', 'headers', 'half'] as const)('a reset after %s', async (after) => {
    const url = at(await faulty({ kind: 'reset', after }), path);
    const outcome = await new Promise<unknown[]>((resolve) => {
      let status: number | undefined;
      const client = request(url, { agent: false }, (response) => {
        status = response.statusCode;
        readText(response).catch((error: NodeJS.ErrnoException) => resolve([status, error.code]));
      });
      client.on('error', (error: NodeJS.ErrnoException) => resolve([status, error.code]));
      client.end();
    });
    expect(outcome).toEqual([after === 'nothing' ? undefined : 200, 'ECONNRESET']);
  });

  it('strikes before the sign-in if told, and only so often', async () => {
    const started = await device({ snapshotFault: { kind: 'html', status: 503, beforeAuth: true, times: 2 } });
    const url = at(started, path);
    expect([(await get(url)).status, (await get(url)).status, (await get(url)).status]).toEqual([503, 503, 401]);
  });
});
