import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRoadPath, decodeRoadPaths } from '../../../domain/road-path.ts';

/** Google's "Encoded Polyline Algorithm Format", written from its description: latitude first, differences, five bits a character. */
function encode(path: readonly number[]): string {
  const last = [0, 0];
  let text = '';
  for (let at = 0; at < path.length; at += 2) {
    for (const [axis, value] of [path[at + 1]!, path[at]!].entries()) {
      const moved = value - last[axis]!;
      last[axis] = value;
      let bits = moved < 0 ? -2 * moved - 1 : 2 * moved;
      for (; bits >= 32; bits = Math.floor(bits / 32)) text += String.fromCodePoint((bits % 32) + 32 + 63);
      text += String.fromCodePoint(bits + 63);
    }
  }
  return text;
}

const point = fc.tuple(fc.integer({ min: -180_000_000, max: 180_000_000 }), fc.integer({ min: -90_000_000, max: 90_000_000 }));
const path = fc.array(point, { minLength: 2, maxLength: 8 }).map((points) => points.flat());

test('paths come out as they went in, alone and several in one text', () => {
  fc.assert(
    fc.property(fc.array(path, { maxLength: 6 }), (paths) => {
      expect(decodeRoadPaths(paths.map(encode).join(' '))).toEqual(paths);
      for (const one of paths) expect(decodeRoadPath(encode(one))).toEqual(one);
    }),
    { seed: 29 },
  );
  expect(decodeRoadPaths('')).toEqual([]);
});

test("the example of the format's description", () => {
  // its digits are those of 1e-5 degrees
  expect(decodeRoadPath('_p~iF~ps|U_ulLnnqC_mqNvxq`@')).toEqual([-12_020_000, 3_850_000, -12_095_000, 4_070_000, -12_645_300, 4_325_200]);
});
