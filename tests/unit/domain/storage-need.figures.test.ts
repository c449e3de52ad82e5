import { describe, expect, it } from 'vitest';
import { storageNeedBytes, storageVerdict } from '../../../domain/storage-need.ts';

const town = { cameraCount: 118, bitrateBps: 2_000_000, retentionHours: 72 };

describe('storageNeedBytes', () => {
  it('needs 7.6 TB for the town: 118 cameras at 2 Mbit/s for 72 hours', () => {
    expect(storageNeedBytes(town)).toBe(7_646_400_000_000);
  });

  it('needs nothing for no cameras', () => {
    expect(storageNeedBytes({ ...town, cameraCount: 0 })).toBe(0);
  });
});

describe('storageVerdict', () => {
  it('leaves a tenth of the space free', () => {
    expect(storageVerdict([town], 8_496_000_000_000)).toEqual({ fits: true, neededBytes: 7_646_400_000_000, missingBytes: 0 });
    expect(storageVerdict([town], 7_646_400_000_000)).toEqual({ fits: false, neededBytes: 7_646_400_000_000, missingBytes: 764_640_000_000 });
  });

  it('adds plans up', () => {
    expect(storageVerdict([town, town], 0).neededBytes).toBe(2 * 7_646_400_000_000);
    expect(storageVerdict([], 0)).toEqual({ fits: true, neededBytes: 0, missingBytes: 0 });
  });
});
