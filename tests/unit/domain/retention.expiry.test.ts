import { describe, expect, it } from 'vitest';
import {
  automaticHoldExpiresAtMs,
  edgeOverwrittenAtMs,
  isDueForDeletion,
  isHoldLive,
  segmentExpiresAtMs,
  snapshotExpiresAtMs,
  type FootageHold,
} from '../../../domain/retention.ts';

const HOUR_MS = 3_600_000;
const footage = { during: { fromMs: 1000 * HOUR_MS, toMs: 1000 * HOUR_MS + 60_000 }, uncertaintyMs: 5000, expiresAtMs: 1072 * HOUR_MS };
const hold = (changes: Partial<FootageHold> = {}): FootageHold => ({ during: footage.during, expiresAtMs: null, releasedAtMs: null, ...changes });

describe('expiry', () => {
  it('counts from the end of a segment and from the moment of a snapshot', () => {
    expect(segmentExpiresAtMs({ source: 'recorded', trueToMs: HOUR_MS, storedAtMs: 9 * HOUR_MS }, 72)).toBe(73 * HOUR_MS);
    expect(segmentExpiresAtMs({ source: 'edge', trueToMs: HOUR_MS, storedAtMs: 9 * HOUR_MS }, 72)).toBe(73 * HOUR_MS);
    expect(snapshotExpiresAtMs(HOUR_MS, 1)).toBe(2 * HOUR_MS);
    expect(edgeOverwrittenAtMs(HOUR_MS, 24)).toBe(25 * HOUR_MS);
  });

  it('counts a file that was handed in from when it came, so that old footage is not deleted on arrival', () => {
    expect(segmentExpiresAtMs({ source: 'upload', trueToMs: HOUR_MS, storedAtMs: 500 * HOUR_MS }, 72)).toBe(572 * HOUR_MS);
  });
});

describe('isDueForDeletion', () => {
  it('deletes at the expiry and not before', () => {
    expect(isDueForDeletion(footage, [], footage.expiresAtMs - 1)).toBe(false);
    expect(isDueForDeletion(footage, [], footage.expiresAtMs)).toBe(true);
  });

  it.each<[string, boolean, FootageHold]>([
    ['a hold without end', false, hold()],
    ['a hold that still lives', false, hold({ expiresAtMs: footage.expiresAtMs + 1 })],
    ['a hold that lapsed', true, hold({ expiresAtMs: footage.expiresAtMs })],
    ['a released hold', true, hold({ releasedAtMs: 1 })],
    ['a hold of another time', true, hold({ during: { fromMs: 0, toMs: 5 } })],
    ['a hold that touches only what the uncertainty allows', false, hold({ during: { fromMs: footage.during.toMs + 4000, toMs: footage.during.toMs + 9000 } })],
    ['a hold beyond the uncertainty', true, hold({ during: { fromMs: footage.during.toMs + 5000, toMs: footage.during.toMs + 9000 } })],
  ])('with %s: %s', (_, due, one) => {
    expect(isDueForDeletion(footage, [one], footage.expiresAtMs)).toBe(due);
  });

  it('lets an automatic hold live for 72 hours', () => {
    const automatic = hold({ expiresAtMs: automaticHoldExpiresAtMs(0) });
    expect(isHoldLive(automatic, 72 * HOUR_MS - 1)).toBe(true);
    expect(isHoldLive(automatic, 72 * HOUR_MS)).toBe(false);
  });
});
