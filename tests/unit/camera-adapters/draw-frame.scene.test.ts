import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../camera-adapters/simulated/draw-frame.ts';
import type { SimulatedFaults } from '../../../domain/camera-source.ts';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';

const NOON_MS = Date.UTC(2026, 10, 22, 5, 0, 0, 123);
const MIDNIGHT_MS = NOON_MS + 12 * 3_600_000;

function draw(faults: SimulatedFaults, atMs = NOON_MS, seed = 7): Uint8Array {
  return drawFrame({ seed, faults }, atMs).rgba;
}

function clockOf(rgba: Uint8Array): number | undefined {
  return readBurntInClock(rgba, 640, 360);
}

/** Mean brightness below the burnt-in clock. */
function brightness(rgba: Uint8Array): number {
  const scene = rgba.subarray(640 * 4 * 70);
  let sum = 0;
  for (let at = 0; at < scene.length; at += 4) sum += ((scene[at] ?? 0) + (scene[at + 1] ?? 0) + (scene[at + 2] ?? 0)) / 3;
  return sum / (scene.length / 4);
}

/** Share of pixels below the clock that differ. */
function difference(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 640 * 4 * 70; at < a.length; at += 4) if (a[at] !== b[at] || a[at + 1] !== b[at + 1] || a[at + 2] !== b[at + 2]) count++;
  return count / ((a.length - 640 * 4 * 70) / 4);
}

describe('drawFrame', () => {
  it('draws the same picture for the same seed, faults and instant', () => {
    expect(Buffer.from(draw({})).equals(draw({}))).toBe(true);
  });

  it('burns in the time of the device, not ours', () => {
    expect(clockOf(draw({}))).toBe(NOON_MS);
    expect(clockOf(draw({ clockOffsetMs: -754_321 }))).toBe(NOON_MS - 754_321);
  });

  it.each<SimulatedFaults>([{ covered: true }, { blurred: true }, { dark: true }, { moved: true }])('keeps the clock readable with %j', (faults) => {
    expect(clockOf(draw(faults))).toBe(NOON_MS);
  });

  it('draws another street for another seed', () => {
    expect(difference(draw({}, NOON_MS, 7), draw({}, NOON_MS, 8))).toBeGreaterThan(0.2);
  });

  it('keeps the street and moves who passes', () => {
    const later = difference(draw({}), draw({}, NOON_MS + 2000));
    expect(later).toBeGreaterThan(0.001);
    expect(later).toBeLessThan(0.15);
  });

  it("draws a frozen camera's picture and clock the same for ever", () => {
    expect(Buffer.from(draw({ frozen: true })).equals(draw({ frozen: true }, NOON_MS + 86_400_000))).toBe(true);
  });

  it('turns darker at night, yet far from black', () => {
    expect(brightness(draw({}, MIDNIGHT_MS))).toBeLessThan(brightness(draw({})) * 0.7);
    expect(brightness(draw({}, MIDNIGHT_MS))).toBeGreaterThan(40);
  });

  it('is nearly black when dark and nearly even when covered', () => {
    expect(brightness(draw({ dark: true }))).toBeLessThan(12);
    const colors = new Set(new Uint32Array(draw({ covered: true }).slice(640 * 4 * 70).buffer));
    expect(colors.size).toBeLessThan(100);
  });

  it('shows mostly something else when moved', () => {
    expect(difference(draw({}), draw({ moved: true }))).toBeGreaterThan(0.5);
  });
});
