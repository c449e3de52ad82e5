import { describe, expect, it } from 'vitest';
import { archiveContent } from '../../../../domain/map/archive-content.ts';

const layers = (...ids: string[]) => ({ vector_layers: ids.map((id) => ({ id, fields: {} })) });
const of = (tileType: number, metadata: unknown = {}, tileCompression = 2) => archiveContent({ tileType, tileCompression, metadata });

describe('what an archive holds', () => {
  it('is known by its layers', () => {
    expect(of(1, layers('earth', 'water', 'roads', 'places'))).toEqual({ kind: 'vector', schema: 'protomaps' });
    expect(of(1, layers('water', 'transportation', 'place'))).toEqual({ kind: 'vector', schema: 'openmaptiles' });
    expect(of(1, layers('cities'))).toEqual({ kind: 'unknown_layers' });
  });

  it('may be pictures, whatever they say of themselves', () => {
    for (const tileType of [2, 3, 4, 5]) expect(of(tileType, null, 0)).toEqual({ kind: 'pictures' });
  });

  it('is nothing that can be drawn when its tiles are of no known kind, or packed as browsers cannot', () => {
    for (const tileType of [0, 6, 99]) expect(of(tileType, layers('water', 'roads'))).toEqual({ kind: 'unknown_tiles' });
    for (const brotliOrZstd of [3, 4]) expect(of(1, layers('water', 'roads'), brotliOrZstd)).toEqual({ kind: 'unknown_tiles' });
  });

  it.each([undefined, null, 7, {}, { vector_layers: 'roads' }, { vector_layers: [null, 'roads', {}] }])('is not guessed from %j', (metadata) => {
    expect(of(1, metadata)).toEqual({ kind: 'unknown_layers' });
  });
});
