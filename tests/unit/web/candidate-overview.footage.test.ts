import i18next from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, expect, it } from 'vitest';
import type { Candidate } from '../../../web/api/api-types.ts';
import { en } from '../../../web/i18n/en.ts';
import { CandidateOverview } from '../../../web/incidents/candidate-overview.tsx';

const i18n = i18next.createInstance();
const candidateOf = (availability: Candidate['availability'], restAtEdge: boolean) =>
  ({
    cameraId: 'a',
    cameraName: 'Mắt',
    sees: 'full',
    pxPerM: 40,
    healthThen: [],
    overwrittenAt: null,
    deviceWindow: { from: '2026-11-22T01:00:00Z', to: '2026-11-22T01:05:00Z' },
    trueWindow: { from: '2026-11-22T01:00:00Z', to: '2026-11-22T01:05:00Z' },
    footageSpans: [],
    footageKnownTo: null,
    clock: null,
    availability,
    restAtEdge,
  }) as unknown as Candidate;
const shown = (candidate: Candidate) =>
  renderToStaticMarkup(
    createElement(I18nextProvider, { i18n }, createElement(CandidateOverview, { candidates: [candidate], selectedId: null, onSelect: () => undefined })),
  );

beforeAll(async () => {
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } });
});

it('says that a part still lies in the device, as the card below does', () => {
  expect(shown(candidateOf('on_hand', true))).toContain(en.availability.restAtEdge);
  expect(shown(candidateOf('on_hand', false))).toContain(`${en.availability.on_hand} <`);
  expect(shown(candidateOf('at_edge', true))).toContain(en.availability.at_edge);
});
