import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';

const services = fileURLToPath(new URL('../../support/services/', import.meta.url));
const epochMs = Date.UTC(2026, 10, 22, 1, 2, 3, 45);
const [widthPx, heightPx] = [640, 360];

// The first plane of the I420 frame is the grey picture.
const frame = execFileSync(
  '/usr/bin/python3',
  [
    '-B',
    '-c',
    `import sys; from rtsp_burnt_in_clock import ClockScene
sys.stdout.buffer.write(ClockScene(${widthPx}, ${heightPx}).draw(${epochMs}, 0))`,
  ],
  { env: { PYTHONPATH: services } },
).subarray(0, widthPx * heightPx);

it('reads what the camera drew, in grey, RGB and RGBA', () => {
  expect(readBurntInClock(frame, widthPx, heightPx)).toBe(epochMs);
  for (const channels of [3, 4]) {
    const coloured = new Uint8Array(frame.length * channels).map((_, at) => frame[Math.floor(at / channels)]!);
    expect(readBurntInClock(coloured, widthPx, heightPx)).toBe(epochMs);
  }
});

it('sees no clock in a damaged strip or an empty picture', () => {
  const damaged = Uint8Array.from(frame, (level, at) => (at % widthPx < 20 && at < widthPx * 20 ? 235 : level));
  expect(readBurntInClock(damaged, widthPx, heightPx)).toBeUndefined();
  for (const level of [0, 16, 128, 255]) {
    expect(readBurntInClock(new Uint8Array(frame.length).fill(level), widthPx, heightPx)).toBeUndefined();
  }
});

it('refuses bytes that fit no picture of that size', () => {
  expect(() => readBurntInClock(frame, widthPx, heightPx + 1)).toThrow(RangeError);
});
