import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedMark } from '../../../../domain/landmarks/expected-mark.ts';
import { viewFromLandmarks, type LandmarkView } from '../../../../domain/landmarks/landmark-view.ts';
import type { Landmark, LandmarkCamera } from '../../../../domain/landmarks/landmark.ts';
import type { LonLat } from '../../../../domain/geojson.ts';
import { angleBetweenBearingsDeg, destinationPoint } from '../../../../domain/view-geometry.ts';

const AT: LonLat = [108.2431, 11.789];
const RAD = Math.PI / 180;

interface View {
  readonly heightM: number;
  readonly bearingDeg: number;
  readonly tiltDeg: number;
  readonly hfovDeg: number;
}

/** A ground place of polar coordinates as the picture shows it, by rotation matrices: shares no formula with the product. */
function photographed(view: View, bearingDeg: number, distanceM: number): { readonly xShare: number; readonly yShare: number; readonly inPicture: boolean } {
  const [east, north, up] = [distanceM * Math.sin(bearingDeg * RAD), distanceM * Math.cos(bearingDeg * RAD), -view.heightM];
  // turn the world until the camera looks north, then lift its view to the horizon
  const [pan, tilt] = [view.bearingDeg * RAD, view.tiltDeg * RAD];
  const right = Math.cos(pan) * east - Math.sin(pan) * north;
  const ahead = Math.sin(pan) * east + Math.cos(pan) * north;
  const depth = Math.cos(-tilt) * ahead + Math.sin(-tilt) * up;
  const above = -Math.sin(-tilt) * ahead + Math.cos(-tilt) * up;
  const pixels = 960 / Math.tan((view.hfovDeg / 2) * RAD);
  const [x, y] = [960 + (pixels * right) / depth, 540 - (pixels * above) / depth];
  return { xShare: x / 1920, yShare: y / 1080, inPicture: depth > 0 && x >= 0 && x <= 1920 && y >= 0 && y <= 1080 };
}

function landmark(view: View, bearingDeg: number, distanceM: number): Landmark & { readonly shown: boolean } {
  const { inPicture, ...mark } = photographed(view, bearingDeg, distanceM);
  return { inPicture: mark, onMap: destinationPoint(AT, bearingDeg, distanceM), shown: inPicture };
}

const cameraOf = ({ heightM }: View): LandmarkCamera => ({ position: AT, heightM, picture: { width: 1920, height: 1080 } });

/** The answer, or a failing test that tells the problem. */
function answered(answer: ReturnType<typeof viewFromLandmarks>): LandmarkView {
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

const views = fc.record({
  heightM: fc.double({ min: 2.5, max: 12, noNaN: true }),
  bearingDeg: fc.double({ min: 0, max: 359.9, noNaN: true }),
  tiltDeg: fc.double({ min: 0, max: 35, noNaN: true }),
  hfovDeg: fc.double({ min: 30, max: 120, noNaN: true }),
});
const far = fc.double({ min: 8, max: 60, noNaN: true });
const aside = fc.double({ min: 0.15, max: 0.48, noNaN: true });

describe('two points on both sides of the picture', () => {
  it('give back bearing, angle of view and tilt of any camera that shows them', () => {
    let answers = 0;
    fc.assert(
      fc.property(views, aside, aside, far, far, (view, left, right, leftM, rightM) => {
        const marks = [landmark(view, view.bearingDeg - left * view.hfovDeg, leftM), landmark(view, view.bearingDeg + right * view.hfovDeg, rightM)] as const;
        fc.pre(marks[0].shown && marks[1].shown);
        const answer = viewFromLandmarks(cameraOf(view), marks);
        // points that small errors would spoil are refused, not answered wrongly
        if (answer === 'too_weak') return;
        answers += 1;
        const found = answered(answer);
        expect(angleBetweenBearingsDeg(found.bearingDeg, view.bearingDeg)).toBeLessThan(0.05);
        expect(Math.abs(found.hfovDeg - view.hfovDeg)).toBeLessThan(0.05);
        expect(Math.abs(found.tiltDeg! - view.tiltDeg)).toBeLessThan(0.05);
      }),
      { numRuns: 2000, seed: 20_261_127 },
    );
    expect(answers).toBeGreaterThan(1000);
  });

  it('are off by no more than three times the margin when the marks are off as people are', () => {
    const errors = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(views, aside, aside, far, far, errors, (view, left, right, leftM, rightM, error) => {
        const marks = [landmark(view, view.bearingDeg - left * view.hfovDeg, leftM), landmark(view, view.bearingDeg + right * view.hfovDeg, rightM)] as const;
        fc.pre(marks[0].shown && marks[1].shown);
        const off = ({ inPicture, onMap }: Landmark, [x, y, east, north]: number[]): Landmark => ({
          inPicture: { xShare: inPicture.xShare + 0.01 * x!, yShare: inPicture.yShare + 0.0178 * y! },
          onMap: destinationPoint(destinationPoint(onMap, 90, east!), 0, north!),
        });
        const camera = { ...cameraOf(view), heightM: view.heightM + 0.3 * error[8]! };
        const answer = viewFromLandmarks(camera, [off(marks[0], error.slice(0, 4)), off(marks[1], error.slice(4, 8))]);
        if (typeof answer === 'string') return;
        expect(angleBetweenBearingsDeg(answer.bearingDeg, view.bearingDeg)).toBeLessThan(3 * answer.margin.bearingDeg);
        expect(Math.abs(answer.hfovDeg - view.hfovDeg)).toBeLessThan(3 * answer.margin.hfovDeg);
      }),
      { numRuns: 2000, seed: 20_261_127 },
    );
  });
});

const usual: View = { heightM: 4.5, bearingDeg: 90, tiltDeg: 12, hfovDeg: 87 };
const pair = (view: View, a: readonly [number, number], b: readonly [number, number]) => [landmark(view, ...a), landmark(view, ...b)] as const;

describe('bad geometry is named', () => {
  const [left, right] = pair(usual, [65, 20], [115, 25]);
  const shifted = (mark: Landmark, xShare: number): Landmark => ({ ...mark, inPicture: { ...mark.inPicture, xShare } });

  it.each([
    ['beneath_camera', [left, { ...right, onMap: destinationPoint(AT, 40, 0.5) }]],
    ['close_in_picture', [left, shifted(left, left.inPicture.xShare + 0.05)]],
    ['close_on_map', [left, { ...right, onMap: destinationPoint(AT, 66, 22) }]],
    ['behind_camera', [left, { ...right, onMap: destinationPoint(AT, 240, 22) }]],
    [
      'disagree',
      [
        { ...left, onMap: right.onMap },
        { ...right, onMap: left.onMap },
      ],
    ],
    ['disagree', [{ ...left, inPicture: { ...left.inPicture, yShare: 0.95 } }, right]],
    [
      'no_such_lens',
      [
        { ...shifted(left, 0.05), onMap: destinationPoint(AT, 88.4, 40) },
        { ...shifted(right, 0.95), onMap: destinationPoint(AT, 91.6, 40) },
      ],
    ],
  ] as const)('%s', (problem, marks) => {
    expect(viewFromLandmarks(cameraOf(usual), marks as unknown as readonly [Landmark, Landmark])).toBe(problem);
  });

  it('two_lenses: on the horizon and on one side of the picture two lenses show the same', () => {
    const level: View = { heightM: 0.01, bearingDeg: 90, tiltDeg: 0, hfovDeg: 100 };
    expect(viewFromLandmarks(cameraOf(level), pair(level, [105, 50], [137, 60]))).toBe('two_lenses');
  });

  it('too_weak: points right before the camera turn with every error', () => {
    const steep: View = { heightM: 4, bearingDeg: 0, tiltDeg: 60, hfovDeg: 80 };
    expect(viewFromLandmarks(cameraOf(steep), pair(steep, [300, 1.6], [60, 1.6]))).toBe('too_weak');
  });
});

describe('heights that do not agree', () => {
  it('a wrong height of the camera leaves bearing and angle and gives no tilt', () => {
    const found = answered(viewFromLandmarks({ ...cameraOf(usual), heightM: 6.5 }, pair(usual, [65, 9], [115, 30])));
    expect(found.tiltDeg).toBeNull();
    expect(angleBetweenBearingsDeg(found.bearingDeg, 90)).toBeLessThan(3);
    expect(Math.abs(found.hfovDeg - 87)).toBeLessThan(6);
  });
});

describe('where a place is expected in the picture', () => {
  it('agrees with the rotation matrices, and is nowhere behind the camera', () => {
    fc.assert(
      fc.property(views, fc.double({ min: -0.45, max: 0.45, noNaN: true }), far, (view, side, distanceM) => {
        const bearingDeg = view.bearingDeg + side * view.hfovDeg;
        const shown = photographed(view, bearingDeg, distanceM);
        const placement = { ...view, position: { type: 'Point' as const, coordinates: AT }, rangeM: 60, resolution: { width: 1920, height: 1080 } };
        const mark = expectedMark(placement, destinationPoint(AT, bearingDeg, distanceM))!;
        expect(mark.xShare).toBeCloseTo(shown.xShare, 4);
        expect(mark.yShare).toBeCloseTo(shown.yShare, 4);
        if (view.tiltDeg < 5) expect(expectedMark(placement, destinationPoint(AT, view.bearingDeg + 180, 20))).toBeNull();
      }),
    );
  });
});
