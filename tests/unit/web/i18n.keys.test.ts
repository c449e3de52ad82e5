import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CAMERA_PURPOSES, CAMERA_STATES, RECORDING_MODES, UNIT_LEVELS } from '../../../domain/camera-terms.ts';
import { SOURCE_KINDS } from '../../../domain/camera-source.ts';
import { ERROR_KINDS } from '../../../domain/app-error.ts';
import { ABSENCE_REASONS, COMMON_CAUSES, FAULT_CAUSES, FAULT_NOTE_KINDS, FAULT_OUTCOMES, FAULT_STATUSES } from '../../../domain/fault-terms.ts';
import { FACET_STATES, FACETS } from '../../../domain/health-facet.ts';
import { INCIDENT_OUTCOMES, LINK_VERDICTS } from '../../../domain/incident-terms.ts';
import { PERSONAL_DATA_KINDS } from '../../../domain/personal-data-match.ts';
import { publicFacetState } from '../../../domain/public-facet-state.ts';
import { ORGANISATION_KINDS, ROLES } from '../../../domain/role.ts';
import { JOB_QUEUES, QUEUE_NAMES } from '../../../domain/job-terms.ts';
import { SERVICE_PROBLEMS } from '../../../domain/service-problem.ts';
import { ADVICES } from '../../../web/cameras/camera-advice.ts';
import { en } from '../../../web/i18n/en.ts';
import { vi } from '../../../web/i18n/vi.ts';

const webFolder = fileURLToPath(new URL('../../../web/', import.meta.url));

function leaves(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...leaves(value as object, `${prefix}${key}.`)],
    ),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('i18n'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

const vietnamese = leaves(vi);
const english = leaves(en);
const code = sources(webFolder).join('\n');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => String(name)).sort((a, b) => a.localeCompare(b));

describe('texts in both languages', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...vietnamese.keys()].sort());
  });

  it('have the same placeholders under each key', () => {
    for (const [key, text] of vietnamese) expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text));
  });

  it('name a button by at least the words that it shows: who speaks to it says those (WCAG 2.5.3)', () => {
    for (const texts of [vietnamese, english])
      for (const [key, label] of texts) {
        const shown = key.endsWith('Label') ? texts.get(key.slice(0, -'Label'.length)) : undefined;
        if (shown !== undefined) expect(label.toLowerCase(), key).toContain(shown.toLowerCase());
      }
  });

  it('are not empty', () => {
    for (const [key, text] of [...vietnamese, ...english]) expect(text.trim(), key).not.toBe('');
  });

  it('are all used somewhere, by their key or by a key that is made from what is shown', () => {
    const madeKeys = [...code.matchAll(/`([a-zA-Z.]+)\.\$\{/g)].map(([, prefix]) => `${prefix}.`);
    const unused = [...vietnamese.keys()].filter((key) => !code.includes(`'${key}'`) && !madeKeys.some((prefix) => key.startsWith(prefix)));
    expect(unused).toEqual([]);
  });

  it.each([
    ['advice', ADVICES.filter((advice) => advice !== 'none')],
    ['cameraState', CAMERA_STATES],
    ['purpose', CAMERA_PURPOSES],
    ['recordingMode', RECORDING_MODES],
    ['sourceKind', SOURCE_KINDS],
    ['role', ROLES],
    ['outcome', INCIDENT_OUTCOMES],
    ['verdict', LINK_VERDICTS],
    ['personalData.kind', PERSONAL_DATA_KINDS],
    ['problem.kind', ERROR_KINDS],
    ['facet', FACETS],
    ['faultCause', FAULT_CAUSES],
    ['faultTodo', FAULT_CAUSES],
    ['faultStatus', FAULT_STATUSES],
    ['faultOutcome', FAULT_OUTCOMES],
    ['faultNoteKind', FAULT_NOTE_KINDS],
    ['commonCause', COMMON_CAUSES],
    ['absenceReason', ABSENCE_REASONS],
    ['serviceState.problem', SERVICE_PROBLEMS],
    ['serviceState.todo', SERVICE_PROBLEMS],
    ['serviceState.queueName', QUEUE_NAMES],
    ['jobName', Object.keys(JOB_QUEUES)],
    ['units.level', UNIT_LEVELS],
    ['organisations.kind', ORGANISATION_KINDS],
  ])('name every %s that the product knows', (prefix, names) => {
    for (const name of names) expect(vietnamese.has(`${prefix}.${name}`), `${prefix}.${name}`).toBe(true);
  });

  it('name every state of every facet as the API shows it', () => {
    for (const facet of FACETS) {
      for (const state of FACET_STATES[facet]) {
        const shown = publicFacetState(facet, state);
        expect(vietnamese.has(`facetState.${facet}.${shown}`) || vietnamese.has(`facetState.any.${shown}`), `${facet} ${shown}`).toBe(true);
      }
    }
  });
});

/** Refusals that only programs meet: what the application sends can't call them forth, or it says something of its own. */
const MET_BY_PROGRAMS = [
  'alarm_point_disabled',
  'checksum_mismatch',
  'csrf_header_missing',
  'idempotency_key_reused',
  'kind_not_offered',
  'not_canonical',
  'offset_mismatch',
  'one_clock_wanted',
  'organisation_not_yours',
  'other_origin',
  'port_in_use',
  'recorder_kind_fixed',
  'recorder_without_unit',
  'roads_unknown',
  'tus_version',
  'unknown_organisation',
];

describe('refusals', () => {
  it('are said in both languages, each by its code, wherever a person may meet them', () => {
    const refusal = /new AppError\(\s*'(?:invalid|conflict|forbidden)',\s*'([a-z0-9_]+)'/g;
    const said = ['server', 'domain', 'db/incidents'].flatMap((folder) =>
      sources(join(webFolder, '..', folder)).flatMap((text) => [...text.matchAll(refusal)].map(([, name]) => String(name))),
    );
    const missing = [...new Set(said)].filter((name) => !vietnamese.has(`problem.code.${name}`) && !MET_BY_PROGRAMS.includes(name));
    expect(said.length).toBeGreaterThan(80);
    expect(missing).toEqual([]);
  });
});
