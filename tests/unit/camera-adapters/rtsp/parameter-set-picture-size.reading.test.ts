import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parameterSetPictureSize } from '../../../../camera-adapters/rtsp/parameter-set-picture-size.ts';

/** Parameter sets as x264 and x265 write them. */
const MADE = [
  ['h264', 'High, 1920x1080: cropped from 1088', 'Z2QAKKzZQHgCJ+XARAAAAwAEAAADACg8YMZY', 1920, 1080],
  ['h264', 'High, interlaced: rows counted in fields', 'Z2QAKKzZQHgET94CIAAAAwAgAAADAUPixbLA', 1920, 1080],
  ['h264', 'Baseline, 352x288: not cropped', 'Z0LADNkBYJbARAAAAwAEAAADACg8UKkg', 352, 288],
  ['h264', 'High 4:4:4, 650x362: cropped by single pixels', 'Z/QAFpGbKBSF/PPgIgAAAwACAAADABQeLFss', 650, 362],
  ['h265', 'Main, 1920x1080', 'QgEBAWAAAAMAkAAAAwAAAwB4oAPAgBDlllZpJMrwFoCAAAADAIAAAAMChA==', 1920, 1080],
  ['h265', '4:2:2, 2592x1944', 'QgEBBAgAAAMAnQgAAAMAAJawAUQgB5lllZpJMrwFoCAAAAMAIAAAAwCh', 2592, 1944],
] as const;

function params(codec: 'h264' | 'h265', base64: string): Record<string, string> {
  return codec === 'h264' ? { 'sprop-parameter-sets': `${base64},aOvjyyLA` } : { 'sprop-sps': base64 };
}

describe('the picture size in parameter sets', () => {
  test.each(MADE)('%s %s', (codec, _name, base64, widthPx, heightPx) => {
    expect(parameterSetPictureSize(codec, params(codec, base64))).toEqual({ widthPx, heightPx });
  });

  test.each(MADE)('%s %s, cut short, is unknown', (codec, _name, base64) => {
    const cut = Buffer.from(base64, 'base64').subarray(0, 7).toString('base64');
    expect(parameterSetPictureSize(codec, params(codec, cut))).toBeUndefined();
  });

  test('is unknown without parameter sets, and for MJPEG', () => {
    expect(parameterSetPictureSize('h264', {})).toBeUndefined();
    expect(parameterSetPictureSize('h265', { 'sprop-sps': '' })).toBeUndefined();
    expect(parameterSetPictureSize('mjpeg', {})).toBeUndefined();
  });

  test('of any bytes is a sensible one or unknown', () => {
    fc.assert(
      fc.property(fc.constantFrom('h264' as const, 'h265' as const), fc.uint8Array({ maxLength: 80 }), (codec, bytes) => {
        const unit = Buffer.concat([codec === 'h264' ? Buffer.of(0x67) : Buffer.of(0x42, 0x01), bytes]);
        const size = parameterSetPictureSize(codec, params(codec, unit.toString('base64')));
        if (size === undefined) return;
        expect(size.widthPx).toBeGreaterThanOrEqual(16);
        expect(size.heightPx).toBeLessThanOrEqual(32_768);
      }),
    );
  });
});
