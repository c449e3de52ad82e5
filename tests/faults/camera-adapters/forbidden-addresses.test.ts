import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedTemplateFolder } from '../../support/embedded/embedded-template-folder.ts';
import type { Attempt, DialReport } from '../../support/network/dial-report.ts';
import { TYPED_FORMS } from '../../support/network/forbidden-forms.ts';
import { runInIsolatedNetwork } from '../../support/network/isolated-network.ts';

const SCRIPT = fileURLToPath(new URL('../../support/network/dial-forbidden-addresses.ts', import.meta.url));
const ADDRESS_REFUSALS = ['address_forbidden', 'port_forbidden', 'url_malformed', 'url_scheme', 'credentials_in_url'];

const unlike = (attempts: readonly Attempt[], codes: readonly string[]) => attempts.filter(({ code }) => !codes.includes(code));

describe('in a network where every address leads back to a sink', () => {
  let report: DialReport;
  beforeAll(async () => {
    report = (await runInIsolatedNetwork(SCRIPT, { TEMPLATE_FOLDER: await embeddedTemplateFolder() })) as DialReport;
  });

  test('the sink is reached by what is allowed, and by ffmpeg left alone', () => {
    expect(Object.entries(report.controls).filter(([, reached]) => reached.length === 0)).toEqual([]);
    expect(Object.keys(report.controls)).toHaveLength(9);
    expect(report.controls['the metadata address where the operator allows it']).toEqual(['tcp 169.254.169.254:80']);
  });

  test('no forbidden form reaches it, by whatever door', () => {
    expect(TYPED_FORMS.length).toBeGreaterThanOrEqual(60);
    expect(report.reached).toEqual([]);
    expect(report.opensWhileTyped).toBe(0);
  });

  test('every typed form is refused by the server and by each contact of a worker', () => {
    expect(new Set(report.typed.map(({ form }) => form)).size).toBeGreaterThanOrEqual(TYPED_FORMS.length / 2);
    expect(unlike(report.typed, ADDRESS_REFUSALS)).toEqual([]);
  });

  test('every address that a device returns, and every redirect, is refused', () => {
    expect(report.returned.length).toBeGreaterThan(60);
    const told = report.returned.filter(({ door }) => !door.startsWith('told') && !door.startsWith('first'));
    expect(unlike(told, [...ADDRESS_REFUSALS, 'redirect_refused', 'bad_answer'])).toEqual([]);
  });

  test('ffmpeg opens nothing but what it is given', () => {
    expect(unlike(report.inputs, ['ffmpeg_input_forbidden', 'bad_answer', 'no_video', 'ffmpeg_unsuitable'])).toEqual([]);
  });
});
