import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SHAPE_NUMBERS, shapeLetters, shapeText } from '../../../domain/shape-text.ts';

it('gives one unit for each code point, of the same class, with the way back to its offset', () => {
  const [letter, number] = [new RegExp(`^[${shapeLetters('ă')}]$`), new RegExp(`^[${SHAPE_NUMBERS}]$`)];
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { shape, offsets } = shapeText(text, 'ă');
      const characters = [...text];
      expect(shape).toHaveLength(characters.length);
      characters.forEach((character, index) => {
        expect(text.startsWith(character, offsets[index])).toBe(true);
        expect(letter.test(shape[index]!)).toBe(/\p{L}/u.test(character));
        expect(number.test(shape[index]!)).toBe(/\p{N}/u.test(character));
      });
      expect(offsets.at(-1)).toBe(text.length);
    }),
  );
});

it('keeps what patterns name', () => {
  expect(shapeText('Căn ứng 😀 ½ 1', 'ă').shape).toBe('Căn ɐng ¤ ½ 1');
});
