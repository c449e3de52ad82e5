import { describe, expect, it } from 'vitest';
import { readPlaceQuestion } from '../../../domain/place-question.ts';

describe('a typed place', () => {
  it.each([
    ['Ngã ba Hoa Mai - Bạch Đàn', ['Hoa Mai', 'Bạch Đàn']],
    ['Hoa Mai giao Bạch Đàn', ['Hoa Mai', 'Bạch Đàn']],
    ['góc đường Hoa Mai và đường Bạch Đàn', ['Hoa Mai', 'Bạch Đàn']],
    ['Hoa Mai×Bạch Đàn', ['Hoa Mai', 'Bạch Đàn']],
    ['Hoa Mai x Quốc lộ 27', ['Hoa Mai', 'Quốc lộ 27']],
    ['Corner of Hoa Mai and Bạch Đàn', ['Hoa Mai', 'Bạch Đàn']],
  ])('%s is where two streets meet', (typed, streets) => {
    expect(readPlaceQuestion(typed)).toEqual({ kind: 'crossing', words: typed, streets });
  });

  it.each([
    ['12 Trần Phú', '12 Trần Phú', 'Trần Phú'],
    ['số nhà 12/3A, đường Trần Phú', '12/3A Trần Phú', 'Trần Phú'],
    ['Số 5 Quốc lộ 27', '5 Quốc lộ 27', 'Quốc lộ 27'],
  ])('%s is a house', (typed, words, street) => {
    expect(readPlaceQuestion(typed)).toEqual({ kind: 'house', words, street });
  });

  it.each([
    ['  chợ   Đinh Văn ', 'chợ Đinh Văn'],
    ['Ngã ba chợ', 'Ngã ba chợ'],
    ['Tổ dân phố 5', 'Tổ dân phố 5'],
    ['12/3', '12/3'],
    ['Quốc lộ 27', 'Quốc lộ 27'],
  ])('%s is looked for by its words', (typed, words) => {
    expect(readPlaceQuestion(typed)).toEqual({ kind: 'words', words });
  });

  it.each(['', ' ', 'a', '--', '×', '…—…'])('%j is no question', (typed) => {
    expect(readPlaceQuestion(typed)).toBeUndefined();
  });

  it('the same letters in pieces (NFD) are the same question', () => {
    expect(readPlaceQuestion('Hoa Mai giao Bạch Đàn'.normalize('NFD'))).toEqual(readPlaceQuestion('Hoa Mai giao Bạch Đàn'));
  });
});
