import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CameraPlacement } from '../../../domain/camera-placement.ts';
import { angleBetweenBearingsDeg, destinationPoint, distanceBetweenM } from '../../../domain/view-geometry.ts';
import { placementWire } from '../../../domain/wire/camera-wire.ts';
import { missingMark, untouchedMarks, viewOfMarks, withMapMark, withPictureMark, type LandmarkMarks } from '../../../web/cameras/landmark-marks.ts';
import { stepsOfKey } from '../../../web/map/handle-steps.ts';
import { aimedAt, aimedBy, handlePlaces, movedBy, openedBy, openedTo, spanOfDeg, type PlacementTurn } from '../../../web/map/placement-turn.ts';
import { metresPerPixel } from '../../../web/map/use-metres-per-pixel.ts';

const camera: CameraPlacement = {
  position: { type: 'Point', coordinates: [108.2431, 11.789] },
  heightM: 4.5,
  bearingDeg: 90,
  tiltDeg: 12,
  hfovDeg: 80,
  rangeM: 40,
  resolution: { width: 1920, height: 1080 },
  motion: 'fixed',
  panRangeDeg: null,
};
const at = (bearingDeg: number, distanceM: number) => destinationPoint(camera.position.coordinates, bearingDeg, distanceM);
const turned = (turn: PlacementTurn): CameraPlacement => ({ ...camera, ...turn, position: camera.position });

describe('handles on the map', () => {
  it('stay under the finger: what is dragged somewhere stands there afterwards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 5, max: 5000 }), (bearingDeg, distanceM) => {
        const turn = aimedAt(camera, at(bearingDeg, distanceM));
        expect(turn).toEqual({ bearingDeg, rangeM: distanceM });
        expect(distanceBetweenM(handlePlaces(turned(turn)).aim, at(bearingDeg, distanceM))).toBeLessThan(0.01 * distanceM);
      }),
    );
  });

  it('make nothing that the service refuses, wherever they are dragged or however long a key is held', () => {
    const steps = fc.record({ right: fc.integer({ min: -400, max: 400 }), up: fc.integer({ min: -6000, max: 6000 }) });
    const places = fc.tuple(fc.double({ min: 0, max: 360, noNaN: true }), fc.double({ min: 0, max: 9000, noNaN: true }));
    fc.assert(
      fc.property(steps, places, fc.constantFrom('fixed' as const, 'ptz' as const), (step, [bearingDeg, distanceM], motion) => {
        const before = { ...camera, motion };
        for (const turn of [
          aimedAt(before, at(bearingDeg, distanceM)),
          aimedBy(before, step),
          openedTo(before, at(bearingDeg, distanceM)),
          openedBy(before, step),
        ])
          expect(placementWire.safeParse({ ...turned(turn), motion }).success, JSON.stringify(turn)).toBe(true);
      }),
    );
  });

  it('turn, go farther, open and move by keys', () => {
    expect(aimedBy({ ...camera, bearingDeg: 355 }, { right: 10, up: -1 })).toEqual({ bearingDeg: 5, rangeM: 39 });
    expect(openedBy(camera, { right: 0, up: 1 })).toEqual({ hfovDeg: 81 });
    expect(distanceBetweenM(camera.position.coordinates, movedBy(camera.position.coordinates, { right: 10, up: 0 }))).toBeCloseTo(5, 0);
    const key = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
    expect(stepsOfKey({ ...key, key: 'ArrowDown', shiftKey: true })).toEqual({ right: 0, up: -10 });
    expect(stepsOfKey({ ...key, key: 'ArrowDown', altKey: true })).toBeNull();
    expect(stepsOfKey({ ...key, key: 'Tab' })).toBeNull();
  });

  it('open both sides alike, of a camera that turns its pan range, which never gets narrower than its lens', () => {
    expect(openedTo(camera, at(120, 20))).toEqual({ hfovDeg: 60 });
    expect(openedTo(camera, at(60, 20))).toEqual({ hfovDeg: 60 });
    const ptz: CameraPlacement = { ...camera, motion: 'ptz', panRangeDeg: null };
    expect(spanOfDeg(ptz)).toBe(360);
    expect(openedTo(ptz, at(190, 20))).toEqual({ panRangeDeg: 200 });
    expect(openedTo(ptz, at(92, 20))).toEqual({ panRangeDeg: 80 });
  });

  it('a pixel at zoom 0 is as wide as the 512th part of the equator', () => {
    expect(metresPerPixel(0, 0) * 512).toBeCloseTo(40_075_016.686, 3);
    expect(metresPerPixel(1, 60)).toBeCloseTo(metresPerPixel(0, 0) / 4, 6);
  });
});

describe('marking two points', () => {
  const untouched = untouchedMarks(camera);
  const camera45 = { position: camera.position.coordinates, heightM: 4.5 };
  const picture = { id: 'a', width: 1920, height: 1080 };
  const { A, B } = untouched.marks;
  const marked =
    (name: 'A' | 'B', of = picture) =>
    (marks: LandmarkMarks) =>
      withPictureMark(marks, name, untouched.marks[name].inPicture, of);
  const mapped = (name: 'A' | 'B') => (marks: LandmarkMarks) => withMapMark(marks, name, untouched.marks[name].onMap);
  const after = (...steps: readonly ((marks: LandmarkMarks) => LandmarkMarks)[]) => steps.reduce((marks, step) => step(marks), untouched);

  it('begins where the stated view expects them, and says nothing before all four marks were put', () => {
    expect(A.inPicture.xShare).toBeLessThan(0.4);
    expect(B.inPicture.xShare).toBeGreaterThan(0.6);
    const three = after(marked('A'), mapped('A'), marked('B'));
    expect([viewOfMarks(three, camera45), missingMark(three)]).toEqual([null, { name: 'B', where: 'map' }]);
    const all = mapped('B')(three);
    const found = viewOfMarks(all, camera45);
    expect(missingMark(all)).toBeNull();
    expect(typeof found === 'object' && found && angleBetweenBearingsDeg(found.bearingDeg, 90)).toBeLessThan(0.1);
  });

  it('hands clicks on to the other point when one is complete, and keeps to one that is put again', () => {
    expect(after(marked('A')).active).toBe('A');
    expect(after(marked('A'), mapped('A')).active).toBe('B');
    expect(after(mapped('B')).active).toBe('B');
    expect(after(marked('A'), mapped('A'), mapped('B'), marked('B'), mapped('A')).active).toBe('A');
  });

  it('forgets what was marked in another picture', () => {
    const all = after(marked('A'), mapped('A'), mapped('B'), marked('B'));
    const newer = marked('A', { ...picture, id: 'b' })(all);
    expect([viewOfMarks(newer, camera45), missingMark(newer)]).toEqual([null, { name: 'B', where: 'picture' }]);
  });

  it('keeps marks in the picture', () => {
    expect(withPictureMark(untouched, 'A', { xShare: -1, yShare: 2 }, picture).marks.A.inPicture).toEqual({ xShare: 0, yShare: 1 });
  });
});
