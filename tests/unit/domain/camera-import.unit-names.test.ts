import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../domain/app-error.ts';
import { importProblemText } from '../../../domain/camera-import/outcome-text.ts';
import { chooseUnit, choicesOfError, type UnitHit } from '../../../domain/camera-import/unit-choice.ts';
import { unitNameKey } from '../../../domain/camera-import/unit-name-key.ts';
import { readingsOfUnitText, type PlaceName } from '../../../domain/camera-import/unit-reading.ts';

const hit = (id: string, isWhole = true, code: string | null = `M${id}`): UnitHit => ({ unit: { id, code, name: `Tổ 5, Phường ${id}` }, isWhole });
const refusalOf = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('nothing was refused');
};

describe('names of units', () => {
  it.each([
    ['Tổ dân phố 5', '  TỔ  DÂN PHỐ 5 '],
    ['Tổ dân phố 5', 'tổ dân phố 5'.normalize('NFD')],
    ['Tổ dân phố 5', 'Tổ 5'],
    ['Tổ dân phố 5', 'TDP 5'],
    ['Phường Thanh Hoá', 'phường Thanh Hóa'],
    ['Xã Đinh Văn', 'XÃ ĐINH VĂN'],
    ['Phường Xuân Hương - Đà Lạt', 'Phường Xuân Hương – Đà Lạt'],
  ])('%s and %s are one', (one, other) => expect(unitNameKey(other)).toBe(unitNameKey(one)));

  it.each([
    ['Tổ 12', 'Tổ 1 2'],
    ['Ấp Tân', 'Ấp Tấn'],
    ['Khu phố 1', 'Tổ 1'],
  ])('%s and %s are two', (one, other) => expect(unitNameKey(other)).not.toBe(unitNameKey(one)));
});

describe('a cell that names a unit', () => {
  const shown = (places: readonly PlaceName[] | null) => places?.find(({ level }) => level === null)?.key ?? null;
  const readings = (text: string) => readingsOfUnitText(text).map(({ key, parent, grandparent }) => [key, shown(parent), shown(grandparent)]);
  const key = unitNameKey;

  it('is the name as a whole, or with the units above behind commas and dashes', () => {
    expect(readings('Tổ 5')).toEqual([[key('Tổ 5'), null, null]]);
    expect(readings('Tổ 5,Phường 1 - Lâm Đồng')).toEqual([
      [key('Tổ 5 Phường 1 Lâm Đồng'), null, null],
      [key('Tổ 5'), key('Phường 1 Lâm Đồng'), null],
      [key('Tổ 5'), key('Phường 1'), key('Lâm Đồng')],
      [key('Tổ 5 Phường 1'), key('Lâm Đồng'), null],
    ]);
  });

  it('names the unit above with or without the word of its level', () => {
    expect(readingsOfUnitText('Tổ 5, xã Đinh Văn')[1]!.parent).toContainEqual({ key: key('Đinh Văn'), level: 'commune' });
    expect(readingsOfUnitText('Tổ 5, Đinh Văn')[1]!.parent).toContainEqual({ key: key('thị trấn Đinh Văn'), level: 'township' });
  });

  it('has few readings, whatever a file says', () => {
    expect(readingsOfUnitText('a'.repeat(601))).toEqual([]);
    expect(readingsOfUnitText('a,'.repeat(200))).toHaveLength(1);
    expect(readingsOfUnitText(' , , ')).toEqual([]);
  });
});

describe('the unit that is meant', () => {
  it('is the only one that fits, found once or twice', () => {
    expect(chooseUnit([])).toBeUndefined();
    expect(chooseUnit([hit('1'), hit('1')])).toEqual(hit('1').unit);
  });

  it('is one of that very name before one with the unit above', () => expect(chooseUnit([hit('2', false), hit('1')])).toEqual(hit('1').unit));

  it('is not guessed: the choices are named with what to write, five at most, in both languages', () => {
    const two = refusalOf(() => chooseUnit([hit('1'), hit('2', true, null)]));
    expect(two).toMatchObject({ code: 'unit_ambiguous', kind: 'invalid', details: { column: 'unit' } });
    expect(two.message).toContain('Tổ 5, Phường 1 (M1); Tổ 5, Phường 2 (2).');
    const { code, message } = two;
    expect(importProblemText('vi', { code, message, unitChoices: choicesOfError(two) })).toMatch(
      /Hãy ghi mã .*: Tổ 5, Phường 1 \(M1\); Tổ 5, Phường 2 \(2\)\.$/,
    );
    const many = refusalOf(() => chooseUnit(Array.from({ length: 6 }, (_, index) => hit(String(index)))));
    expect([choicesOfError(many)?.items.length, many.message.includes('…')]).toEqual([5, true]);
  });
});
