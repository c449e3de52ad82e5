import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { filterOf, readChoice } from '../../../web/audit/audit-choice.ts';
import { readAuditSearch } from '../../../web/audit/audit-search.ts';
import { readCameraListSearch } from '../../../web/cameras/camera-list-search.ts';
import { readChosenDeviceSearch } from '../../../web/discovery/chosen-device-search.ts';
import { readIncidentListSearch } from '../../../web/incidents/incident-list-search.ts';
import { lazyPage } from '../../../web/routing/lazy-page.ts';
import { parseSearchWords, searchStringOf } from '../../../web/routing/search-string.ts';
import { readProviderReturnSearch } from '../../../web/session/provider-return-search.ts';
import { readSignInSearch } from '../../../web/session/sign-in-search.ts';
import { readDoneSearch } from '../../../web/ui/done-search.ts';

const ID = '0193c8a0-0000-7000-8000-000000000001';

const given = (words: object): object => Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));

describe('words behind an address', () => {
  it.each([
    ['?q=ng%C3%B5+12&state=offline', { q: 'ngõ 12', state: 'offline' }],
    ['?q=007', { q: '007' }],
    ['?q=true', { q: 'true' }],
    ['?q=%22%7B%7D%22', { q: '"{}"' }],
    ['', {}],
  ])('%s is text, whatever it looks like, and is written again as it was', (search, words) => {
    expect(parseSearchWords(search)).toEqual(words);
    expect(parseSearchWords(searchStringOf(words))).toEqual(words);
  });

  it('what is absent, empty or no text is not written', () => expect(searchStringOf({ a: undefined, b: '', c: 7, d: {}, e: 'x' })).toBe('?e=x'));

  it('a broken percent sign and a name of JavaScript are only words', () => {
    expect(parseSearchWords('?q=%E0%A4%A&constructor=1')).toMatchObject({ constructor: '1' });
    expect(readCameraListSearch(parseSearchWords('?__proto__=x&state=offline')).state).toBe('offline');
  });
});

describe('wrong words behind an address count as absent', () => {
  it('on the start page', () => {
    expect(given(readCameraListSearch({ state: 'exploded', q: 'x'.repeat(101) }))).toEqual({});
    expect(given(readCameraListSearch({ state: 'offline', q: 'ngõ', due: '1' }))).toEqual({ state: 'offline', q: 'ngõ', due: '1' });
  });

  it('of incidents', () => {
    expect(given(readIncidentListSearch({ category: 'x', outcome: '', from: '31/02/2026', to: '2026-11-01' }))).toEqual({});
    expect(given(readIncidentListSearch({ category: 'theft', outcome: 'open', from: '1/2/2026' }))).toEqual({
      category: 'theft',
      outcome: 'open',
      from: '1/2/2026',
    });
  });

  it('of the access log, which then shows the last thirty days', () => {
    const wrong = readAuditSearch({ camera: 'x', incident: `${ID}'`, actor: [ID], from: 'hôm qua', to: '32/01/2026', seq: '-1' });
    expect(given(wrong)).toEqual({});
    expect(readChoice(wrong, Date.parse('2026-11-27T12:00:00+07:00'))).toEqual({
      camera: '',
      incident: '',
      actor: '',
      action: '',
      outcome: '',
      from: '28/10/2026',
      to: '',
      seq: '',
    });
    const named = readAuditSearch({ incident: 'VV-2026-000012', actor: 'board', action: 'media.view', outcome: 'refused' });
    expect(filterOf(readChoice(named, 0))).toMatchObject({ referenceNumber: 'VV-2026-000012', username: 'board', action: 'media.view', outcome: 'refused' });
    expect(filterOf(readChoice(readAuditSearch({ incident: ID, actor: ID }), 0))).toMatchObject({ incidentId: ID, actorId: ID });
    expect(given(readAuditSearch({ action: 'x', outcome: 'maybe', actor: 'Bà B' }))).toEqual({});
    expect(given(readAuditSearch({ camera: ID, to: '27/11/2026' }))).toEqual({ camera: ID, to: '27/11/2026' });
    // a place is of whatever time
    expect(filterOf(readChoice(readAuditSearch({ seq: '1250', camera: ID, to: '27/11/2026' }), 0))).toEqual({ seq: 1250 });
  });

  it('of lists, forms and what the provider sends back', () => {
    expect([readDoneSearch({ show: 'all' }).show, readDoneSearch({ show: 'done' }).show]).toEqual([undefined, 'done']);
    expect(given(readChosenDeviceSearch({ discovery: '../x', device: ID }))).toEqual({ device: ID });
    expect(given(readProviderReturnSearch({ state: 's', code: '', other: 'x' }))).toEqual({ state: 's' });
  });

  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example', '/sign-in?next=/', '/', 7, undefined])(
    'after signing in, %s leads to the start page',
    (next) => expect(readSignInSearch({ next }).next).toBeUndefined(),
  );

  it('after signing in, a page of ours with what stands behind its address is gone to', () =>
    expect(readSignInSearch({ next: '/incidents?category=theft' }).next).toBe('/incidents?category=theft'));
});

describe('a page whose code can’t be fetched', () => {
  it('is asked for anew the next time', async () => {
    // a page waits for its texts too
    await i18next.init({ lng: 'vi', resources: {} });
    let tries = 0;
    const page = lazyPage(async () => {
      tries += 1;
      await Promise.resolve();
      if (tries === 1) throw new Error('offline');
      return { Page: () => null };
    }, 'Page');
    await expect(page.preload()).rejects.toThrow('offline');
    await page.preload();
    await page.preload();
    expect(tries).toBe(2);
  });
});
