import { expect, test } from 'vitest';
import type { MediaProfile } from '../../../../camera-adapters/onvif/media-profile.ts';
import { pairProfiles } from '../../../../camera-adapters/onvif/paired-profile.ts';

const profile = (token: string, codec: MediaProfile['codec'], widthPx: number, videoSourceToken = 'vs0'): MediaProfile => ({
  token,
  name: token,
  codec,
  widthPx,
  heightPx: (widthPx * 9) / 16,
  videoSourceToken,
});
const tokens = (media2: readonly MediaProfile[], media1: readonly MediaProfile[]) =>
  pairProfiles(media2, media1).map(({ media2Token, media1Token }) => [media2Token, media1Token]);

test('equal tokens are one profile, whatever Media1 can say about its codec', () => {
  expect(tokens([profile('a', 'h265', 2560), profile('b', 'h264', 640)], [profile('b', 'h264', 640), profile('a', 'unknown', 0)])).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ]);
});

test('equal tokens of different lenses are not', () => {
  expect(tokens([profile('1', 'h264', 1920, 'left')], [profile('1', 'h264', 1920, 'right')])).toEqual([
    ['1', undefined],
    [undefined, '1'],
  ]);
});

test('services that number by themselves are paired by lens, codec and size, in order', () => {
  const media2 = [profile('m2-1', 'h264', 1920), profile('m2-2', 'h264', 640), profile('m2-3', 'h264', 640, 'vs1')];
  const media1 = [profile('m1-9', 'h264', 640, 'vs1'), profile('m1-8', 'h264', 640), profile('m1-7', 'h264', 1920)];
  expect(tokens(media2, media1)).toEqual([
    ['m2-1', 'm1-7'],
    ['m2-2', 'm1-8'],
    ['m2-3', 'm1-9'],
  ]);
});

test('a token is not taken away by a guess', () => {
  expect(tokens([profile('x', 'h264', 1920), profile('y', 'h264', 1920)], [profile('y', 'h264', 1920)])).toEqual([
    ['x', undefined],
    ['y', 'y'],
  ]);
});
