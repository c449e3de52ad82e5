import { MantineProvider } from '@mantine/core';
import i18next from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, expect, it } from 'vitest';
import type { CandidatePage } from '../../../web/api/api-types.ts';
import type { CursorPages } from '../../../web/api/use-cursor-pages.ts';
import { vi } from '../../../web/i18n/vi.ts';
import { CandidateRest } from '../../../web/incidents/candidate-rest.tsx';

const i18n = i18next.createInstance();
const shown = (hasNextPage: boolean) => {
  const pages = { hasNextPage, isFetchingNextPage: false, isPlaceholderData: false, isSuccess: true } as unknown as CursorPages<CandidatePage>;
  return renderToStaticMarkup(
    createElement(I18nextProvider, { i18n }, createElement(MantineProvider, null, createElement(CandidateRest, { pages, shown: 50 }))),
  );
};

beforeAll(async () => {
  await i18n.use(initReactI18next).init({ lng: 'vi', resources: { vi: { translation: vi } }, interpolation: { escapeValue: false } });
});

it('offers to fetch all of them, one page after another', () => {
  expect(shown(true)).toContain('Tải hết các camera còn lại');
  expect(shown(true)).not.toContain('Dừng tải');
});

it('says that there are more candidates than are shown, with the button that fetches them', () => {
  expect(shown(true)).toContain('Mới hiện 50 camera, còn nữa.');
  expect(shown(true)).toContain('<button');
  expect(shown(false)).not.toContain('<button');
  expect(shown(false)).not.toContain('còn nữa');
});
