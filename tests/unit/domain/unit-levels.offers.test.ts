import { describe, expect, it } from 'vitest';
import { UNIT_LEVELS } from '../../../domain/camera-terms.ts';
import { checkUnitParent, levelsUnder, MADE_LEVELS } from '../../../domain/unit-levels.ts';

describe('the levels that are offered under a unit', () => {
  it.each([null, ...UNIT_LEVELS])('are those that may stand there: under %s', (parent) => {
    const offered = levelsUnder(parent);
    for (const level of MADE_LEVELS) {
      const check = () => checkUnitParent(level, parent);
      if (offered.includes(level)) expect(check).not.toThrow();
      else expect(check).toThrow('stands under one of');
    }
  });

  it('are two under a ward, and none under an area that was drawn', () => {
    expect(levelsUnder('ward')).toEqual(['neighbourhood', 'drawn_area']);
    expect(levelsUnder('drawn_area')).toEqual([]);
  });
});
