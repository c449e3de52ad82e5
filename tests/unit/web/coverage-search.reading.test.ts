import { expect, it } from 'vitest';
import { readCoverageCameraSearch } from '../../../web/coverage/coverage-search.ts';

it('what was entered later is asked for of an earlier day alone: now there is none', () => {
  expect(readCoverageCameraSearch({ asOf: '2026-11-01', entered: 'later' })).toMatchObject({ asOf: '2026-11-01', entered: 'later' });
  expect(readCoverageCameraSearch({ entered: 'later' }).entered).toBeUndefined();
  expect(readCoverageCameraSearch({ asOf: '2026-11-01', entered: 'never' }).entered).toBeUndefined();
});
