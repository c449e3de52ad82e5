import { describe, expect, it } from 'vitest';
import { headingDeg, meanBearingDeg, type OrientationReading } from '../../../web/registering/compass-heading.ts';

const held = (alpha: number, beta = 0, gamma = 0): OrientationReading => ({ alpha, beta, gamma, absolute: true });
const heading = (reading: OrientationReading, screenAngleDeg = 0): number => Math.round(headingDeg(reading, screenAngleDeg) ?? NaN) % 360;

describe('the direction of a telephone', () => {
  it.each([
    ['flat, its top to the north', held(0), 0],
    ['flat, its top to the east', held(270), 90],
    ['upright, its back to the north', held(0, 90), 0],
    ['upright, its back to the west', held(90, 90), 270],
    ['half upright, to the south-east', held(225, 45), 135],
    ['tilted back to the camera above, to the east', held(270, 120), 90],
  ])('%s', (_how, reading, expected) => expect(heading(reading)).toBe(expected));

  it('goes along without a jump while it is raised', () => {
    for (let beta = 0; beta <= 130; beta += 5) expect(heading(held(300, beta)), `${beta}°`).toBe(60);
  });

  it('is that of the screen when it is held on its side', () => {
    // lying flat, turned a quarter to the left: what is up on the screen is the telephone's right side
    expect(heading(held(90), 90)).toBe(0);
    expect(heading({ ...held(0), webkitCompassHeading: 270 }, 90)).toBe(0);
  });

  it("takes an iPhone's own heading, and nothing that isn't to the north", () => {
    expect(heading({ alpha: 12, beta: 0, gamma: 0, absolute: false, webkitCompassHeading: 123 })).toBe(123);
    // it is not calibrated
    expect(headingDeg({ ...held(12), absolute: false, webkitCompassHeading: -1 }, 0)).toBeNull();
    expect(headingDeg({ ...held(12), absolute: false }, 0)).toBeNull();
    expect(headingDeg({ alpha: null, beta: null, gamma: null, absolute: true }, 0)).toBeNull();
  });

  it('is averaged around the circle', () => {
    expect(Math.round(meanBearingDeg([350, 10, 0]) ?? NaN) % 360).toBe(0);
    expect(Math.round(meanBearingDeg([80, 100]) ?? NaN)).toBe(90);
    expect(meanBearingDeg([])).toBeNull();
  });
});
