import { describe, expect, it } from 'vitest';
import { CLOCK_METHODS } from '../../../domain/clock-reading.ts';
import { checkReadingUncertainty } from '../../../domain/reading-uncertainty.ts';

describe('the uncertainty of a reading', () => {
  it.each(CLOCK_METHODS)('by %s is never nothing', (method) => {
    expect(() => checkReadingUncertainty(method, 0)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'uncertainty_too_small' }));
  });

  it.each(['manual', 'photo', 'osd', 'onvif', 'http_date'] as const)('by %s is half a second at least: whole seconds are shown', (method) => {
    expect(() => checkReadingUncertainty(method, 499)).toThrow(expect.objectContaining({ details: { leastMs: 500, method } }));
    expect(() => checkReadingUncertainty(method, 500)).not.toThrow();
  });
});
