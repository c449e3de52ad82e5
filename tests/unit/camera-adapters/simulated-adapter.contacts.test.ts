import { describe, expect, it } from 'vitest';
import type { ContactContext } from '../../../camera-adapters/contract.ts';
import { createSimulatedAdapter } from '../../../camera-adapters/simulated/simulated-adapter.ts';
import type { Wait } from '../../../camera-adapters/simulated/simulated-contact.ts';
import type { SimulatedFaults, SimulatedSource } from '../../../domain/camera-source.ts';
import { checkJpeg } from '../../../media/jpeg-check.ts';
import { sharpEngine } from '../../../media/sharp-engine.ts';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';

const START_MS = Date.UTC(2026, 10, 22, 5);

/** A contact whose time moves only when somebody waits. */
function contact(deadlineMs = 5000): {
  adapter: ReturnType<typeof createSimulatedAdapter>;
  context: ContactContext;
  waited: number[];
  controller: AbortController;
} {
  let nowMs = START_MS;
  const waited: number[] = [];
  const wait: Wait = (ms, signal) => {
    signal.throwIfAborted();
    waited.push(ms);
    nowMs += ms;
    return Promise.resolve();
  };
  const controller = new AbortController();
  const network = { pin: () => Promise.reject(new Error('a simulated camera asked for the network')) };
  const adapter = createSimulatedAdapter({ wait, ffmpeg: () => Promise.reject(new Error('ffmpeg was asked for')) });
  return { adapter, waited, controller, context: { cameraId: 'c', signal: controller.signal, deadlineMs, network, now: () => nowMs } };
}

function source(faults: SimulatedFaults): SimulatedSource {
  return { kind: 'simulated', seed: 3, faults };
}

describe('simulated adapter', () => {
  it('answers a ping with its clock', async () => {
    const { adapter, context } = contact();
    expect(await adapter.ping(source({ clockOffsetMs: 61_000 }), context)).toEqual({
      roundTripMs: 0,
      clock: { trueTimeMs: START_MS, deviceTimeMs: START_MS + 61_000, uncertaintyMs: 1, method: 'simulated' },
    });
  });

  it('answers as late as told, and says how much less its clock is then worth', async () => {
    const { adapter, context } = contact();
    const { roundTripMs, clock } = await adapter.ping(source({ delayMs: 800 }), context);
    expect(roundTripMs).toBe(800);
    expect(clock).toMatchObject({ trueTimeMs: START_MS + 400, uncertaintyMs: 401 });
  });

  it('identifies itself as simulated', async () => {
    const { adapter, context } = contact();
    const { identity, capabilities, problems } = await adapter.probe(source({}), context);
    expect(identity.manufacturer).toBe('Simulated');
    expect(capabilities).toMatchObject({ clockReadable: true, streamable: true });
    expect(problems).toEqual([]);
  });

  it.each(['ping', 'probe', 'snapshot'] as const)('lets a %s of a dead camera run into its deadline', async (method) => {
    const { adapter, context, waited } = contact(7000);
    await expect(adapter[method](source({ dead: true }), context)).rejects.toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    expect(waited).toEqual([7000]);
  });

  it('times out when it is told to answer after the deadline', async () => {
    const { adapter, context, waited } = contact(500);
    await expect(adapter.ping(source({ delayMs: 500 }), context)).rejects.toMatchObject({ code: 'camera_timeout' });
    expect(waited).toEqual([500]);
  });

  it.each(['ping', 'probe', 'snapshot'] as const)('refuses the sign-in at a %s when told to', async (method) => {
    const { adapter, context } = contact();
    await expect(adapter[method](source({ authFails: true }), context)).rejects.toMatchObject({ kind: 'camera', code: 'auth_failed' });
  });

  it('ends a contact with a dead camera as cancelled when aborted', async () => {
    const { context, controller } = contact(60_000);
    const adapter = createSimulatedAdapter({ ffmpeg: () => Promise.reject(new Error('not needed')) });
    const pinging = adapter.ping(source({ dead: true }), context);
    controller.abort();
    await expect(pinging).rejects.toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
  });

  it('does not answer a contact that was aborted before', async () => {
    const { adapter, context, controller } = contact();
    controller.abort();
    await expect(adapter.snapshot(source({}), context)).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it("takes a whole JPEG that shows the device's time", async () => {
    const { adapter, context } = contact();
    const picture = await adapter.snapshot(source({ clockOffsetMs: -90_000, delayMs: 250 }), context);
    const { data, info } = await sharpEngine(picture.jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });

    expect(checkJpeg(picture.jpeg)).toEqual({ widthPx: picture.widthPx, heightPx: picture.heightPx });
    expect(picture).toMatchObject({ receivedAtMs: START_MS + 250, deviceTimeMs: START_MS + 250 - 90_000, deviceTimeSource: 'clock_offset' });
    expect(readBurntInClock(data, info.width, info.height)).toBe(picture.deviceTimeMs);
  });

  it('takes byte for byte the same picture again when frozen, and never otherwise', async () => {
    const { adapter, context } = contact();
    const take = async (faults: SimulatedFaults): Promise<string> =>
      Buffer.from((await adapter.snapshot(source({ delayMs: 1000, ...faults }), context)).jpeg).toString('base64');
    expect(await take({ frozen: true })).toBe(await take({ frozen: true }));
    expect(await take({})).not.toBe(await take({}));
  });
});
