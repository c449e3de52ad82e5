import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOfRow } from '../../../domain/camera-import/camera-draft.ts';
import { createClaimedIdentities, type RowIdentity } from '../../../domain/camera-import/claimed-identities.ts';
import { csvCell } from '../../../domain/camera-import/csv-line.ts';
import { columnOfTitle, COLUMN_TITLES, IMPORT_COLUMNS, type ImportColumn } from '../../../domain/camera-import/import-column.ts';
import { IMPORT_PROBLEMS_VI } from '../../../domain/camera-import/outcome-text.ts';
import { MOTION_WORDS, PURPOSE_WORDS, RECORDING_WORDS, SOURCE_KIND_WORDS } from '../../../domain/camera-import/import-words.ts';
import { readChoice, readDay, readNumber, readText } from '../../../domain/camera-import/read-cell.ts';
import type { SourceCell, SourceRow } from '../../../domain/camera-import/source-row.ts';
import { templateContent } from '../../../domain/camera-import/template-content.ts';
import { CAMERA_MOTIONS, CAMERA_PURPOSES, RECORDING_MODES } from '../../../domain/camera-terms.ts';
import { viCamera } from '../../../web/i18n/vi/camera.ts';
import { viPlacement } from '../../../web/i18n/vi/placement.ts';
import { computedMs } from '../../support/own-computing.ts';

const rowWith = (column: ImportColumn, text: string, kind: SourceCell['kind'] = 'text'): SourceRow => ({
  number: 2,
  cells: new Map([[column, { kind, text }]]),
});
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('values that are words', () => {
  it.each(CAMERA_PURPOSES)('the purpose %s is known by its code and by the words of the pages', (purpose) => {
    const read = (text: string) => readChoice(rowWith('purpose', text), 'purpose', PURPOSE_WORDS);
    for (const written of [purpose, purpose.replaceAll('_', ' '), viCamera.purpose[purpose], viCamera.purpose[purpose].toUpperCase().normalize('NFD')])
      expect(
        codeOf(() => read(written)),
        written,
      ).toBe(purpose);
  });

  it('recording and kind of connection are known by the words of the pages', () => {
    for (const mode of RECORDING_MODES) expect(readChoice(rowWith('recordingMode', viCamera.recordingMode[mode]), 'recordingMode', RECORDING_WORDS)).toBe(mode);
    for (const kind of ['rtsp', 'onvif', 'registered'] as const)
      expect(readChoice(rowWith('sourceKind', viCamera.sourceKind[kind]), 'sourceKind', SOURCE_KIND_WORDS)).toBe(kind);
  });

  it.each(['vi', 'en'] as const)('the template (%s) explains and shows words that are known', (language) => {
    const { explanations, example } = templateContent(language);
    const at = IMPORT_COLUMNS.indexOf('purpose');
    const listed = /^(?:một trong|one of): ([^;]*);/.exec(explanations[at]!)![1]!.split(', ');
    const values = [...listed, example[at]!].map((text) => readChoice(rowWith('purpose', text), 'purpose', PURPOSE_WORDS));
    expect(new Set(values)).toEqual(new Set(CAMERA_PURPOSES));
    if (language === 'vi') expect(example.filter((cell) => ['junction', 'off'].includes(cell))).toEqual([]);
  });

  it('another word is refused', () => expect(codeOf(() => readChoice(rowWith('purpose', 'theo dõi'), 'purpose', PURPOSE_WORDS))).toBe('unknown_word'));
});

describe('a camera that can be turned', () => {
  const placementOf = (cells: Partial<Record<ImportColumn, string>>) => {
    const given = { name: 'Camera', latitude: '11.79', longitude: '108.23', ...cells };
    const row: SourceRow = { number: 2, cells: new Map(Object.entries(given).map(([column, text]) => [column as ImportColumn, { kind: 'text', text }])) };
    return codeOf(() => draftOfRow(row).input.placement);
  };

  it.each(CAMERA_MOTIONS)('%s is known by its code and by the words of the pages', (motion) => {
    for (const written of [motion, motion.toUpperCase(), viPlacement.cameraMotion[motion]])
      expect(readChoice(rowWith('motion', written), 'motion', MOTION_WORDS), written).toBe(motion);
  });

  it('is told by motion and pan range, and is fixed when nothing is said', () => {
    expect(placementOf({ motion: 'Xoay', panRangeDeg: '200', bearingDeg: '90' })).toMatchObject({ motion: 'ptz', panRangeDeg: 200, bearingDeg: 90 });
    expect(placementOf({ bearingDeg: '90' })).not.toHaveProperty('motion');
  });

  it('needs no direction when it turns all round, but does with a pan range', () => {
    expect(placementOf({ motion: 'dome', hfovDeg: '60' })).toMatchObject({ motion: 'dome', hfovDeg: 60 });
    expect(placementOf({ motion: 'ptz', hfovDeg: '60', panRangeDeg: '180' })).toBe('value_missing');
  });

  it.each([{ panRangeDeg: '200' }, { panRangeDeg: '200', motion: 'cố định' }])('a pan range of a fixed one is refused: %o', (cells) => {
    expect(placementOf(cells)).toBe('pan_range_not_used');
  });
});

describe('titles of columns', () => {
  it.each(IMPORT_COLUMNS)('%s is known by its own name and by every title, with and without marks, case, units and stars', (column) => {
    for (const title of [column, ...COLUMN_TITLES[column].vi, ...COLUMN_TITLES[column].en]) {
      for (const written of [title, title.toUpperCase(), ` ${title} * `, title.normalize('NFD'), title.replaceAll(' ', '_')])
        expect(columnOfTitle(written), written).toBe(column);
    }
  });

  it('no two columns share one', () => {
    const titles = IMPORT_COLUMNS.flatMap((column) => [...COLUMN_TITLES[column].vi, ...COLUMN_TITLES[column].en]);
    expect(
      titles
        .map(columnOfTitle)
        .every((column, index) => column !== undefined && [...COLUMN_TITLES[column].vi, ...COLUMN_TITLES[column].en].includes(titles[index]!)),
    ).toBe(true);
    expect(columnOfTitle('Ghi chú')).toBeUndefined();
  });
});

describe('numbers', () => {
  it.each([
    ['11.789', 11.789],
    ['11,789', 11.789],
    [' -0,5 ', -0.5],
    ['4,5 m', 4.5],
    ['90°', 90],
    ['1.5E-3', 0.0015],
    ['1.234,5', 'not_a_number'],
    ['1 234', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['1e999', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['11°47′', 'not_a_number'],
  ])('%s', (text, expected) => {
    expect(codeOf(() => readNumber(rowWith('heightM', text), 'heightM'))).toBe(expected);
  });
});

describe('days', () => {
  it.each([
    ['2026-11-22', 'text', '2026-11-22'],
    ['22/11/2026', 'text', '2026-11-22'],
    ['1.2.2026', 'text', '2026-02-01'],
    ['29/02/2024', 'text', '2024-02-29'],
    ['46327', 'number', '2026-11-01'],
    ['46327.75', 'number', '2026-11-01'],
    ['29/02/2026', 'text', 'not_a_day'],
    ['11/22/2026', 'text', 'not_a_day'],
    ['22/11/26', 'text', 'not_a_day'],
    ['46327', 'text', 'not_a_day'],
    ['3', 'number', 'not_a_day'],
    ['2026-11-22T13:00:00Z', 'text', 'not_a_day'],
  ] as const)('%s (%s)', (text, kind, expected) => {
    expect(codeOf(() => readDay(rowWith('validFrom', text, kind), 'validFrom'))).toBe(expected);
  });
});

describe('texts', () => {
  it('are trimmed and composed, passwords stay as they are', () => {
    expect(readText(rowWith('name', ' Ngã\u00a0 ba\n'.normalize('NFD')), 'name')).toBe('Ngã ba');
    expect(readText(rowWith('password', ' a b '), 'password')).toBe(' a b ');
  });

  it.each([
    ['a\u0000', 'unprintable_character'],
    ['a\ud800', 'unprintable_character'],
    ['x'.repeat(5000), 'cell_too_long'],
  ])('what can not be stored is refused', (text, expected) => {
    expect(codeOf(() => readText(rowWith('name', text), 'name'))).toBe(expected);
  });
});

describe('cells on the way out', () => {
  it('never begin a formula, and are read back as what they were but for the apostrophe', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `=${text}`),
          fc.string().map((text) => `\t@${text}`),
        ),
        (text) => {
          const cell = csvCell(text);
          const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
          expect([text, `'${text}`]).toContain(inner);
          expect(/^\s*[=+@\t\r]/.test(inner) || (/^\s*-/.test(inner) && !/^-\d+(\.\d+)?$/.test(inner))).toBe(false);
          expect(cell.startsWith('"') || !/[;\r\n"]/.test(cell)).toBe(true);
        },
      ),
    );
  });
});

describe('who claims an identity first', () => {
  const identity = (changes: Partial<RowIdentity>): RowIdentity => ({
    ownerId: 'o',
    externalId: undefined,
    canonicalUrl: null,
    unitId: 'u',
    nameFolded: 'nha ba tu',
    position: [108.2, 11.7],
    ...changes,
  });

  it.each([
    ['the same place and name', {}, {}, 1],
    ['a metre away', {}, { position: [108.200009, 11.7] as const }, 1],
    ['three metres away', {}, { position: [108.200028, 11.7] as const }, undefined],
    ['another name', {}, { nameFolded: 'nha ong nam' }, undefined],
    ['another unit', {}, { unitId: 'v' }, undefined],
    ['another owner', {}, { ownerId: 'p' }, undefined],
    ['the same code elsewhere', { externalId: 'A' }, { externalId: 'A', position: [1, 1] as const }, 1],
    ['other codes at one place', { externalId: 'A' }, { externalId: 'B' }, undefined],
    ['the same address elsewhere', { canonicalUrl: 'rtsp://x/' }, { canonicalUrl: 'rtsp://x/', position: [1, 1] as const, nameFolded: 'b' }, 1],
    ['channels of one recorder', { canonicalUrl: 'http://x/', externalId: 'A' }, { canonicalUrl: 'http://x/', externalId: 'B' }, undefined],
  ])('%s', (_what, first, second, expected) => {
    const claims = createClaimedIdentities();
    expect(claims.claim(identity(first), 1)).toBeUndefined();
    expect(claims.claim(identity(second), 2)).toBe(expected);
  });

  it('fifty thousand rows of one name in one place are found in no time', () => {
    const claims = createClaimedIdentities();
    const claimAll = (): void => {
      for (let n = 0; n < 50_000; n++) claims.claim(identity({ externalId: String(n) }), n + 1);
    };
    expect(computedMs(claimAll)).toBeLessThan(5000);
  });
});

it('texts of problems say something in Vietnamese', () => {
  for (const [code, text] of Object.entries(IMPORT_PROBLEMS_VI)) expect(text, code).toMatch(/[^\x00-\x7f]/); // oxlint-disable-line no-control-regex
});
