import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../../platform/config.ts';

it('the base map is a file, an address, or none', () => {
  expect(readConfig({}).mapArchive).toBeUndefined();
  expect(readConfig({ MATPHO_MAP_TILES: 'maps/viet nam.pmtiles' }).mapArchive).toEqual({ path: resolve('maps/viet nam.pmtiles') });
  expect(readConfig({ MATPHO_MAP_TILES: String.raw`C:\maps\vn.pmtiles` }).mapArchive).toHaveProperty('path');
  expect(readConfig({ MATPHO_MAP_TILES: 'https://maps.example/vn.pmtiles' }).mapArchive).toEqual({ url: 'https://maps.example/vn.pmtiles' });
});

it.each([
  { MATPHO_MAP_TILES: 'ftp://maps.example/vn.pmtiles' },
  { MATPHO_MAP_TILES: 'https://' },
  { MATPHO_MAP_TILES: 'https://nguoi:matkhau@maps.example/vn.pmtiles' },
  { MATPHO_MAP_TILES: 'vn.pmtiles', MATPHO_MAP_STYLE: 'https://maps.example/style.json' },
])('another address, or a style besides, stops the start and is not shown', (environment) => {
  expect(() => readConfig(environment)).toThrow(expect.objectContaining({ code: 'bad_setting', details: { variable: 'MATPHO_MAP_TILES' } }));
  expect(() => readConfig(environment)).not.toThrow('maps.example');
});

it('every browser is told the address of a style, so it may hold no password', () => {
  expect(readConfig({ MATPHO_MAP_STYLE: 'https://maps.example/style.json?key=1' }).mapStyleUrl).toContain('?key=1');
  expect(() => readConfig({ MATPHO_MAP_STYLE: 'https://nguoi:matkhau@maps.example/style.json' })).toThrow(expect.objectContaining({ code: 'bad_setting' }));
});
