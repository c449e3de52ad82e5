import { describe, expect, it } from 'vitest';
import { CAMERA_STATES } from '../../../domain/camera-terms.ts';
import { readCheckResult } from '../../../web/cameras/check-result.ts';
import { offlineBaseStyle } from '../../../web/map/base-style.ts';
import { boundsOfCoordinates, joinBounds } from '../../../web/map/lon-lat-bounds.ts';
import { STATE_SYMBOLS } from '../../../web/map/state-symbol.ts';
import { unitLabelPoints } from '../../../web/map/unit-label-points.ts';

describe('bounds', () => {
  it('are found in any nesting of coordinates', () => {
    expect(
      boundsOfCoordinates([
        [
          [
            [108, 11],
            [109, 12],
          ],
        ],
        [107, 11.5],
      ]),
    ).toEqual([107, 11, 109, 12]);
  });
  it('are none without a position', () => {
    expect(boundsOfCoordinates([])).toBeNull();
    expect(boundsOfCoordinates(undefined)).toBeNull();
    expect(boundsOfCoordinates([null, undefined])).toBeNull();
  });
  it('join, whichever is missing', () => {
    expect(joinBounds([1, 2, 3, 4], null)).toEqual([1, 2, 3, 4]);
    expect(joinBounds([1, 2, 3, 4], [0, 3, 2, 9])).toEqual([0, 2, 3, 9]);
  });
});

describe('names of units', () => {
  it('stand once, in the middle of all pieces that tiles cut', () => {
    const pieces = [
      {
        id: 'a',
        name: 'Tổ 1',
        coordinates: [
          [
            [0, 0],
            [2, 0],
            [2, 2],
            [0, 0],
          ],
        ],
      },
      {
        id: 'a',
        name: 'Tổ 1',
        coordinates: [
          [
            [2, 0],
            [6, 0],
            [6, 2],
            [2, 0],
          ],
        ],
      },
      { id: 'b', name: 'Tổ 2', coordinates: [] },
    ];
    expect(unitLabelPoints(pieces)).toEqual([{ id: 'a', name: 'Tổ 1', lonDeg: 3, latDeg: 1 }]);
  });
});

describe('symbols of states', () => {
  it('differ by form or mark, not by colour alone', () => {
    const drawings = CAMERA_STATES.map((state) => STATE_SYMBOLS[state].shapePath + STATE_SYMBOLS[state].markPath);
    expect(new Set(drawings).size).toBe(CAMERA_STATES.length);
  });
});

describe('the offline base map', () => {
  it("asks only the page's own origin", () => {
    const style = JSON.stringify(offlineBaseStyle('http://127.0.0.1:9'));
    expect(style.match(/https?:\/\/[^/"]+/g)).toEqual(['http://127.0.0.1:9']);
    expect(style).not.toContain('glyphs');
  });
});

describe('the result of a check', () => {
  it('is read in full', () => {
    const result = readCheckResult({
      reachable: true,
      snapshotOk: false,
      clockOffsetMs: 1_020_000,
      identity: { manufacturer: 'Maker', model: 'M1' },
      capabilities: { profiles: [{ name: 'main', codec: 'h264', widthPx: 1920, heightPx: 1080, framesPerSecond: 25 }] },
      problems: [{ code: 'auth_failed', message: 'Check the password.' }, 'nonsense'],
    });
    expect(result).toEqual({
      reachable: true,
      snapshotOk: false,
      clockOffsetMs: 1_020_000,
      device: 'Maker M1',
      streams: ['H264 1920×1080 25 fps'],
      problems: [{ code: 'auth_failed', message: 'Check the password.' }],
    });
  });
  it('is "not tested" where nothing is told', () => {
    expect(readCheckResult(null)).toEqual({ reachable: null, snapshotOk: null, clockOffsetMs: null, device: null, streams: [], problems: [] });
  });
});
