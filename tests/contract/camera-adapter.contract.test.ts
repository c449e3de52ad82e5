import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ContactContext } from '../../camera-adapters/contract.ts';
import { AppError } from '../../domain/app-error.ts';
import type { RecordedSegment } from '../../domain/camera-contact.ts';
import { CAMERA_EVENT_KINDS } from '../../domain/camera-event.ts';
import type { CameraEvent } from '../../domain/camera-event.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import { readFragmentedMp4 } from '../../media/fragmented-mp4.ts';
import { checkJpeg } from '../../media/jpeg-check.ts';
import type { AdapterFixture, FixtureCamera } from '../support/camera-adapters/adapter-fixture.ts';
import { contactContext } from '../support/camera-adapters/contact-context.ts';
import { onvifFixture } from '../support/camera-adapters/onvif-fixture.ts';
import { rtspFixture } from '../support/camera-adapters/rtsp-fixture.ts';
import { simulatedFixture } from '../support/camera-adapters/simulated-fixture.ts';
import { settlesWithin } from '../support/settles-within.ts';

/** Every adapter there is; they all keep the one contract of camera-adapters/contract.ts. */
const FIXTURES: readonly AdapterFixture[] = [simulatedFixture, rtspFixture, onvifFixture];

const CLOCK_OFFSET_MS = 61_000;
const CONTACTS = ['probe', 'ping', 'snapshot'] as const;

function contextOf(camera: FixtureCamera, overrides: Partial<ContactContext> = {}): ContactContext {
  return contactContext({ deadlineMs: 15_000, ...(camera.credentials && { credentials: camera.credentials }), ...overrides });
}

async function privateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-contract-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function record(camera: FixtureCamera, folder: string, overrides: Partial<ContactContext> = {}): AsyncIterable<RecordedSegment> {
  return camera.adapter.record(camera.source, { folder, segmentMs: 1_000, stallMs: 20_000 }, contextOf(camera, overrides));
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const one of all) collected.push(one);
  return collected;
}

/** Listens for `listenMs`, then stops. */
async function listen(camera: FixtureCamera, listenMs: number, overrides: Partial<ContactContext> = {}): Promise<CameraEvent[]> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), listenMs);
  onTestFinished(() => clearTimeout(timer));
  return collect(camera.adapter.events(camera.source, contextOf(camera, { signal: abort.signal, ...overrides })));
}

/** What a contact fails with; fails itself when it doesn't, or with something that may not cross the boundary. */
async function failureOf(contact: Promise<unknown>): Promise<AppError> {
  const outcome = await contact.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(AppError);
  return outcome as AppError;
}

function expectTrueReading(reading: ClockReading | undefined): void {
  expect(reading).toBeDefined();
  if (reading === undefined) return;
  expect(Math.abs(readingOffsetMs(reading) - CLOCK_OFFSET_MS)).toBeLessThanOrEqual(reading.uncertaintyMs);
  expect(reading.uncertaintyMs).toBeGreaterThan(0);
  expect(Math.abs(Date.now() - reading.trueTimeMs)).toBeLessThan(30_000);
}

/** Sockets and children of this process. */
function openResources(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /TCPSocketWrap|TLSWrap|ProcessWrap|PipeWrap|UDPWrap/.test(name))
    .toSorted();
}

describe.each(FIXTURES)('the $kind adapter', (fixture) => {
  // a test that does not apply is not there at all, rather than skipped
  const whenItHasEvents: (name: string, work: () => Promise<void>) => void = fixture.hasEvents ? test : () => undefined;
  const whenItHasNone: typeof whenItHasEvents = fixture.hasEvents ? () => undefined : test;

  describe('with a camera that works', () => {
    let camera: FixtureCamera;
    beforeAll(async () => {
      camera = await fixture.startHealthy(CLOCK_OFFSET_MS);
    });
    afterAll(() => camera.stop());

    test('says its kind', () => {
      expect(camera.adapter.kind).toBe(fixture.kind);
      expect(camera.source.kind).toBe(fixture.kind);
    });

    test('probe tells streams, clock, and nothing that needs mending', async () => {
      const { identity, capabilities, clock, problems } = await camera.adapter.probe(camera.source, contextOf(camera));
      expect(Object.values(identity).every((value) => typeof value === 'string' && value !== '')).toBe(true);
      expect(capabilities).toMatchObject({ streamable: true, clockReadable: true });
      expect(capabilities.profiles.length).toBeGreaterThan(0);
      for (const profile of capabilities.profiles) expect(['h264', 'h265', 'mjpeg', 'unknown']).toContain(profile.codec);
      expectTrueReading(clock);
      expect(problems).toEqual([]);
    });

    test('ping tells how long it took', async () => {
      const { roundTripMs, clock } = await camera.adapter.ping(camera.source, contextOf(camera));
      expect(roundTripMs).toBeGreaterThanOrEqual(0);
      expect(roundTripMs).toBeLessThan(15_000);
      if (clock !== undefined) expectTrueReading(clock);
    });

    test('snapshot gives a whole picture and when it came, by both clocks', async () => {
      const beforeMs = Date.now();
      const picture = await camera.adapter.snapshot(camera.source, contextOf(camera));
      expect(checkJpeg(picture.jpeg)).toEqual({ widthPx: picture.widthPx, heightPx: picture.heightPx });
      expect(picture.receivedAtMs).toBeGreaterThanOrEqual(beforeMs);
      expect(picture.receivedAtMs).toBeLessThanOrEqual(Date.now());
      expect(picture.deviceTimeSource).not.toBe('none');
      expect(Math.abs((picture.deviceTimeMs ?? 0) - picture.receivedAtMs - CLOCK_OFFSET_MS)).toBeLessThan(2_000);
      expectTrueReading(picture.clock);
    });

    test('contacts at the same time do not get in each other’s way', async () => {
      const pings = await Promise.all([1, 2, 3].map(() => camera.adapter.ping(camera.source, contextOf(camera))));
      expect(pings).toHaveLength(3);
      const aborted = camera.adapter.snapshot(camera.source, contextOf(camera, { signal: AbortSignal.abort() }));
      // the test camera says that it is busy while it ends the pings' sessions
      const snapshot = vi.waitFor(() => camera.adapter.snapshot(camera.source, contextOf(camera)), { timeout: 30_000 });
      const [failure, picture] = await Promise.all([failureOf(aborted), snapshot]);
      expect(failure.code).toBe('contact_cancelled');
      expect(picture.widthPx).toBeGreaterThan(0);
    });

    test('record gives whole files one after the other, and ends when aborted', async () => {
      const folder = await privateFolder();
      const abort = new AbortController();
      const beforeMs = Date.now();
      const segments: RecordedSegment[] = [];
      for await (const segment of record(camera, folder, { signal: abort.signal })) {
        segments.push(segment);
        if (segments.length === 3) abort.abort();
      }
      expect(segments.length).toBeGreaterThanOrEqual(3);
      for (const segment of segments) await expectWholeFile(segment, folder);
      for (const [index, segment] of segments.slice(1).entries()) expect(Math.abs(segment.trueFromMs - (segments[index]?.trueToMs ?? 0))).toBeLessThan(100);
      expect(segments[0]?.trueFromMs).toBeGreaterThan(beforeMs - 5_000);
      expect(segments.at(-1)?.trueToMs).toBeLessThan(Date.now() + 1_000);
    });

    async function expectWholeFile(segment: RecordedSegment, folder: string): Promise<void> {
      expect(dirname(segment.filePath)).toBe(folder);
      expect((await stat(segment.filePath)).size).toBe(segment.byteLength);
      const file = await readFragmentedMp4(segment.filePath);
      expect(file.codec).toBe(segment.codec);
      expect(Math.abs(file.durationMs - (segment.trueToMs - segment.trueFromMs))).toBeLessThan(250);
      expect(segment.trueToMs).toBeGreaterThan(segment.trueFromMs);
      expect(segment.uncertaintyMs).toBeGreaterThanOrEqual(0);
      expect(segment.deviceTimeSource === 'none').toBe(segment.deviceFromMs === undefined);
      if (segment.deviceFromMs !== undefined) expect(Math.abs(segment.deviceFromMs - segment.trueFromMs - CLOCK_OFFSET_MS)).toBeLessThan(2_000);
    }

    test('record that is left by its reader stops as well', async () => {
      const before = openResources();
      for await (const segment of record(camera, await privateFolder())) {
        expect(segment.byteLength).toBeGreaterThan(0);
        break;
      }
      await vi.waitFor(() => expect(openResources().length).toBeLessThanOrEqual(before.length), { timeout: 30_000 });
    });

    test('record that was aborted before it began ends without a file', async () => {
      await expect(collect(record(camera, await privateFolder(), { signal: AbortSignal.abort() }))).resolves.toEqual([]);
    });

    whenItHasEvents('events are flags only, and listening ends when aborted, with nothing left open', async () => {
      const before = openResources();
      for (const event of await listen(camera, 400)) expect(CAMERA_EVENT_KINDS).toContain(event.kind);
      await vi.waitFor(() => expect(openResources().length).toBeLessThanOrEqual(before.length), { timeout: 30_000 });
      await expect(listen(camera, 0, { signal: AbortSignal.abort() })).resolves.toEqual([]);
    });

    whenItHasNone('events are not_supported', async () => {
      expect(await failureOf(listen(camera, 5_000))).toMatchObject({ kind: 'camera', code: 'not_supported' });
    });

    test.each(CONTACTS)('%s that was aborted before it began is contact_cancelled', async (contact) => {
      const failure = await failureOf(camera.adapter[contact](camera.source, contextOf(camera, { signal: AbortSignal.abort() })));
      expect(failure).toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
    });

    test('nothing is left open by contacts that worked', async () => {
      const before = openResources();
      for (const contact of CONTACTS) await camera.adapter[contact](camera.source, contextOf(camera));
      await vi.waitFor(() => expect(openResources().length).toBeLessThanOrEqual(before.length), { timeout: 30_000 });
    });
  });

  describe('with a camera that refuses the sign-in', () => {
    let camera: FixtureCamera;
    beforeAll(async () => {
      camera = await fixture.startRefusing();
    });
    afterAll(() => camera.stop());

    test.each(CONTACTS)('%s is auth_failed and does not repeat the password', async (contact) => {
      const failure = await failureOf(camera.adapter[contact](camera.source, contextOf(camera)));
      expect(failure).toMatchObject({ kind: 'camera', code: 'auth_failed' });
      const told = JSON.stringify([failure.message, failure.details, failure.stack]);
      expect(told).not.toContain(JSON.stringify(camera.credentials?.password ?? 'no password in use').slice(1, -1));
    });

    whenItHasEvents('events are auth_failed', async () => {
      expect(await failureOf(listen(camera, 10_000))).toMatchObject({ kind: 'camera', code: 'auth_failed' });
    });

    test('record is auth_failed', async () => {
      expect(await failureOf(collect(record(camera, await privateFolder())))).toMatchObject({ kind: 'camera', code: 'auth_failed' });
    });
  });

  describe('with a camera that answers nothing', () => {
    let camera: FixtureCamera;
    beforeAll(async () => {
      camera = await fixture.startSilent();
    });
    afterAll(() => camera.stop());

    test.each(CONTACTS)('%s ends with its deadline', async (contact) => {
      const startedAt = performance.now();
      const failing = failureOf(camera.adapter[contact](camera.source, contextOf(camera, { deadlineMs: 400 })));
      expect(await settlesWithin(failing, 3_000)).toBe(true);
      expect(performance.now() - startedAt).toBeGreaterThan(350);
      expect(await failing).toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    });

    test.each(CONTACTS)('%s ends at once when aborted, and leaves nothing open', async (contact) => {
      const before = openResources();
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), 150);
      onTestFinished(() => clearTimeout(timer));
      const failing = failureOf(camera.adapter[contact](camera.source, contextOf(camera, { signal: abort.signal })));
      expect(await settlesWithin(failing, 3_000)).toBe(true);
      expect(await failing).toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
      await vi.waitFor(() => expect(openResources().length).toBeLessThanOrEqual(before.length), { timeout: 30_000 });
    });

    whenItHasEvents('listening gives up by itself', async () => {
      expect(await failureOf(listen(camera, 10_000, { deadlineMs: 400 }))).toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    });

    test('record gives up by itself', async () => {
      expect((await failureOf(collect(record(camera, await privateFolder())))).kind).toBe('timeout');
    });

    test('record that is aborted ends without a file', async () => {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), 150);
      onTestFinished(() => clearTimeout(timer));
      await expect(collect(record(camera, await privateFolder(), { signal: abort.signal }))).resolves.toEqual([]);
    });
  });

  describe('with a camera that is not there', () => {
    test('every contact says so', async () => {
      const camera = await fixture.startAbsent();
      onTestFinished(() => camera.stop());
      for (const contact of CONTACTS) {
        const failure = await failureOf(camera.adapter[contact](camera.source, contextOf(camera, { deadlineMs: 500 })));
        expect([failure.kind, failure.code], contact).toBeOneOf([
          ['unreachable', 'connection_refused'],
          ['timeout', 'camera_timeout'],
        ]);
      }
      expect((await failureOf(collect(record(camera, await privateFolder())))).kind).toMatch(/^(?:unreachable|timeout)$/);
    });
  });
});
