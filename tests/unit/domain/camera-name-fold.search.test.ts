import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCameraName } from '../../../domain/camera-name-fold.ts';

describe('foldCameraName', () => {
  it.each([
    ['Ngã ba chợ Đinh Văn 1', 'nga ba cho dinh van 1'],
    ['NGÃ TƯ ƯỚC MƠ', 'nga tu uoc mo'],
    ['Đường Đ.T 725', 'duong d.t 725'],
    ['  Cổng   trường\tTHCS \n', 'cong truong thcs'],
    ['Ｃｈợ ２', 'cho 2'],
    ['ÝỲỶỸỴ ưƯ ơƠ', 'yyyyy uu oo'],
    ['İstanbul', 'istanbul'],
    ['', ''],
  ])('folds %j to %j', (name, folded) => {
    expect(foldCameraName(name)).toBe(folded);
  });

  it('folds composed and decomposed text alike', () => {
    const name = 'Ngã ba chợ Đinh Văn, khu phố Đoàn Kết';
    expect(foldCameraName(name.normalize('NFD'))).toBe(foldCameraName(name.normalize('NFC')));
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const folded = foldCameraName(name);
        expect(foldCameraName(folded)).toBe(folded);
      }),
    );
  });
});
