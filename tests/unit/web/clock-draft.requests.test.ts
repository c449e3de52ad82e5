import { describe, expect, it } from 'vitest';
import { emptyClockDraft, readPhotoDraft, readPictureDraft } from '../../../web/clocks/clock-draft.ts';

const draft = { ...emptyClockDraft(Date.parse('2026-11-22T01:00:00Z')), deviceTime: '8:17:03', trueTime: '080001' };

describe('a photo of a screen beside a phone', () => {
  it('is of today unless somebody says otherwise, and is sent as it was typed', () => {
    expect(readPhotoDraft(draft)).toEqual({
      reading: {
        deviceTime: '2026-11-22T08:17:03+07:00',
        trueTime: '2026-11-22T08:00:01+07:00',
        method: 'photo',
        uncertaintyMs: 2000,
        clockWasSet: false,
      },
      problems: {},
    });
  });

  it('is less certain when only the minute could be read', () => {
    expect(readPhotoDraft({ ...draft, sure: 'minute', clockWasSet: true }).reading).toMatchObject({ uncertaintyMs: 60_000, clockWasSet: true });
  });

  it('names each field that can not be read', () => {
    expect(readPhotoDraft({ ...draft, deviceDay: '', trueTime: 'trưa' })).toEqual({ reading: null, problems: { deviceDay: 'day', trueTime: 'timeSeconds' } });
  });
});

describe('a picture that shows its time', () => {
  it('is sent without a true time: when it was taken is known', () => {
    const { reading } = readPictureDraft({ deviceDay: '1/1/1970', deviceTime: '07:02:00' }, '0199aaaa-0000-7000-8000-000000000000');
    expect(reading).toEqual({
      deviceTime: '1970-01-01T07:02:00+07:00',
      snapshotId: '0199aaaa-0000-7000-8000-000000000000',
      method: 'osd',
      uncertaintyMs: 2000,
    });
  });
});
