import { describe, expect, it } from 'vitest';
import { cutSegment } from '../../../../domain/media/segment-cut.ts';
import { copyFileName, watermarkText } from '../../../../domain/media/watermark-text.ts';

const segment = { fromMs: 10_000, toMs: 20_000, deviceFromMs: 71_000, deviceToMs: 81_100 };

describe('a segment and a window', () => {
  it.each([
    ['all of it', 0, 60_000, [10_000, 20_000, 0, 10_000]],
    ['its end', 13_000, 60_000, [13_000, 20_000, 3_000, 7_000]],
    ['its beginning', 0, 12_000, [10_000, 12_000, 0, 2_000]],
    ['the middle', 12_000, 15_000, [12_000, 15_000, 2_000, 3_000]],
  ])('%s', (_name, fromMs, toMs, expected) => {
    const cut = cutSegment(segment, { fromMs, toMs })!;
    expect([cut.fromMs, cut.toMs, cut.startMs, cut.lengthMs]).toEqual(expected);
  });

  it.each([
    ['before', 0, 10_000],
    ['after', 20_000, 30_000],
  ])('that only touch share nothing: %s', (_name, fromMs, toMs) => {
    expect(cutSegment(segment, { fromMs, toMs })).toBeNull();
  });

  it('keeps the time that the device showed, at its own pace', () => {
    expect(cutSegment(segment, { fromMs: 15_000, toMs: 20_000 })!.device).toEqual({ fromMs: 76_050, toMs: 81_100 });
    expect(cutSegment({ ...segment, deviceFromMs: null }, segment)!.device).toBeNull();
  });
});

describe('a watermark', () => {
  const facts = {
    displayName: 'Nguyễn Văn An',
    username: 'an.nv',
    organisationName: 'Công an phường Một',
    caseNumber: 'VV-2026-0001',
    requestId: '01a21c1b-4feb-72d5-a51c-1e1fee7e9e3f',
    uncertaintyMs: 940,
  };

  it('says who, for whom, the case and how exact the time is', () => {
    expect(watermarkText(facts)).toEqual({
      who: 'Nguyễn Văn An (an.nv) · Công an phường Một',
      what: 'Vụ việc VV-2026-0001 · Phiếu 1e1fee7e9e3f',
      exact: '±1 giây',
    });
  });

  it('is one line whatever people are called', () => {
    const { who } = watermarkText({ ...facts, displayName: `A\n\u202e${'B'.repeat(100)}` });
    expect(who).not.toMatch(/[\n\u202e]/);
    expect(who.length).toBeLessThan(110);
  });

  it('file is called by case and time, and nothing else', () => {
    expect(copyFileName('VV/2026 "1"', { fromMs: Date.parse('2026-11-27T01:02:03.400Z') }, 'mp4')).toBe('VV-2026-1--20261127-080203.mp4');
  });
});
