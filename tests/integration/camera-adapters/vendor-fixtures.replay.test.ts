import { describe, expect, test } from 'vitest';
import { withContactDeadline } from '../../../camera-adapters/contact-deadline.ts';
import type { CameraAdapter } from '../../../camera-adapters/contract.ts';
import { createOnvifAdapter } from '../../../camera-adapters/onvif/onvif-adapter.ts';
import { describeCamera } from '../../../camera-adapters/rtsp/describe-camera.ts';
import { dialCamera } from '../../../camera-adapters/rtsp/dial-camera.ts';
import { parameterSetPictureSize } from '../../../camera-adapters/rtsp/parameter-set-picture-size.ts';
import { cancelledError } from '../../../camera-adapters/socket-error.ts';
import type { OnvifSource, RtspSource } from '../../../domain/camera-source.ts';
import { contactContext } from '../../support/camera-adapters/contact-context.ts';
import { FIXTURE_CREDENTIALS, matches, startFixtureCamera } from '../../support/camera-adapters/fixture-camera.ts';
import type { FixtureCamera } from '../../support/camera-adapters/fixture-camera.ts';
import { startScriptedCamera } from '../../support/camera-adapters/scripted-camera.ts';
import { vendorFixtures } from '../../support/camera-adapters/vendor-fixture.ts';
import type { VendorFixture } from '../../support/camera-adapters/vendor-fixture.ts';

const FIXTURES = vendorFixtures();
const VENDORS = ['hikvision', 'dahua', 'axis', 'imou', 'ezviz', 'tapo', 'reolink', 'chinese-oem'];

/** The far end of a stream address; takes a picture of one point. */
function oneKeyframe(): CameraAdapter<RtspSource> & { readonly dialled: RtspSource[] } {
  const dialled: RtspSource[] = [];
  const refuse = (): never => {
    throw new Error('only pictures are expected');
  };
  return {
    kind: 'rtsp',
    dialled,
    probe: refuse,
    ping: refuse,
    record: refuse,
    events: refuse,
    async snapshot(source, context) {
      dialled.push(source);
      return { jpeg: new Uint8Array(), widthPx: 1, heightPx: 1, receivedAtMs: context.now(), deviceTimeSource: 'none' };
    },
  };
}

async function contact(fixture: VendorFixture, camera: FixtureCamera): Promise<Record<string, unknown>> {
  const rtsp = oneKeyframe();
  const adapter = createOnvifAdapter({ rtsp });
  const source: OnvifSource = { kind: 'onvif', url: camera.url };
  const abort = new AbortController();
  const context = contactContext({ credentials: FIXTURE_CREDENTIALS, signal: abort.signal });
  switch (fixture.contact) {
    case 'probe':
      return { ...(await adapter.probe(source, context)) };
    case 'ping':
      return { ...(await adapter.ping(source, context)) };
    case 'snapshot':
      await adapter.snapshot(source, context);
      return { keyframeTaken: rtsp.dialled.length === 1 };
    default:
      return { events: await firstEvents(adapter, source, context, fixture.expect.events?.length ?? 0) };
  }
}

/** As many events as expected, and one pull more: what comes beyond them is told too. */
async function firstEvents(
  adapter: CameraAdapter<OnvifSource>,
  source: OnvifSource,
  context: ReturnType<typeof contactContext>,
  count: number,
): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of adapter.events(source, context)) {
    events.push(event);
    if (events.length > count) break;
  }
  return events.slice(0, count);
}

/** Passwords went out with a digest or a token. */
function passwordsSent({ requests }: FixtureCamera): number {
  return requests.filter((request) => /^Authorization: |PasswordDigest/m.test(request)).length;
}

test('every maker has its fixtures, and every file says where it comes from', () => {
  expect(new Set(FIXTURES.map(([, { vendor }]) => vendor))).toEqual(new Set(VENDORS));
  for (const [name, { vendor, provenance, exchanges, device }] of FIXTURES) {
    expect(name.startsWith(`${vendor}/`), name).toBe(true);
    expect(provenance.source, name).toMatch(provenance.kind === 'built' ? /./ : /^https:\/\//);
    expect(provenance.note.length, name).toBeGreaterThan(40);
    expect(exchanges.length + Object.keys(device).length, name).toBeGreaterThan(0);
  }
});

describe('over ONVIF', () => {
  test.each(FIXTURES.filter(([, fixture]) => fixture.contact !== 'describe'))('%s', async (_name, fixture) => {
    const camera = await startFixtureCamera(fixture);
    const { error, passwordSentAtMost, ...expected } = fixture.expect;
    const work = contact(fixture, camera);
    if (error === undefined) expect(await work).toMatchObject(expected);
    else await expect(work).rejects.toMatchObject(error as object);
    if (passwordSentAtMost !== undefined) expect(passwordsSent(camera)).toBeLessThanOrEqual(passwordSentAtMost);
    for (const exchange of fixture.exchanges) {
      const asked = camera.requests.some((request) => request.includes(exchange.operation) && matches(exchange, request));
      expect(asked, `${exchange.operation} was asked as the fixture says`).toBe(true);
    }
  });
});

describe('over RTSP', () => {
  test.each(FIXTURES.filter(([, fixture]) => fixture.contact === 'describe'))('%s', async (_name, fixture) => {
    const script = [...fixture.exchanges];
    const camera = await startScriptedCamera(({ method, uri, fields }, { respond }) => {
      if (method !== 'DESCRIBE') return respond('200 OK', { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN' });
      const asked = `${method} ${uri}\r\n${[...fields].map((field) => field.join(': ')).join('\r\n')}`;
      const next = script.shift();
      if (next === undefined || next.answer === 'default' || !matches(next, asked))
        return respond('400 Bad Request', { 'X-Asked': asked.replaceAll('\r\n', ' ') });
      const { status, headers = [], body } = next.answer;
      const fill = (text: string): string => text.replaceAll('{url}', camera.url).replaceAll('{host}', '127.0.0.1');
      // one string, since fields may come twice
      const lines = headers.map(([name, value]) => `${name}: ${fill(value)}\r\n`).join('');
      const length = body === '' ? '' : `Content-Length: ${Buffer.byteLength(fill(body))}\r\n`;
      return `RTSP/1.0 ${status} ${status === 200 ? 'OK' : 'Unauthorized'}\r\nCSeq: ${fields.get('cseq')}\r\n${lines}${length}\r\n${fill(body)}`;
    });
    const context = contactContext({ credentials: FIXTURE_CREDENTIALS });
    const { video } = await withContactDeadline(context, async (deadline) => {
      const dialled = await dialCamera({ kind: 'rtsp', url: camera.url, transport: 'tcp' }, context, deadline);
      try {
        return await describeCamera(dialled);
      } finally {
        dialled.connection.close(cancelledError());
      }
    });
    expect({ ...video, pictureSize: parameterSetPictureSize(video.codec, video.formatParams) }).toMatchObject(fixture.expect.video as object);
    expect(script).toEqual([]);
  });
});
