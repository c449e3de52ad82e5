import { Readable } from 'node:stream';
import { purposeOf } from '../../domain/access-log/event-purpose.ts';
import { CSV_BEGIN, csvLine } from '../../domain/camera-import/csv-line.ts';
import { PERMISSIONS, type Action } from '../../domain/permission-rule.ts';
import type { Role } from '../../domain/role.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../../db/database.ts';
import { findEvents, readEvents, type EventPosition, type LoggedEvent } from '../../db/repositories/audit-event-repository.ts';
import { listAccessFacts, listAccountFacts, type AccessFact, type AccountFact } from '../../db/repositories/breach-fact-repository.ts';
import { readReferenceNumbers } from '../../db/repositories/incident-number-repository.ts';
import type { ReportCheckpoint } from './report-checkpoint.ts';

const PAGE_ROWS = 500;
const COLUMNS = [
  'kind',
  'from',
  'to',
  'user',
  'role',
  'organisation',
  'may_or_did',
  'outcome',
  'incident',
  'incident_number',
  'cameras',
  'footage_from',
  'footage_to',
  'purpose',
  'detail',
  'log_entry',
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** What shows pictures, footage, cases, or who asked about their own data. */
const SEEING: readonly Action[] = [
  'camera.picture',
  'media.open',
  'package.open',
  'footage.index',
  'sign.read',
  'fault.photo',
  'incident.read',
  'request.read',
  'incident.candidates',
  'route.search',
  'audit.read',
  'privacy.export',
  'subject_request.read',
];

function seeingOf(role: Role): string {
  return SEEING.flatMap((action) => (PERMISSIONS[role][action] === undefined ? [] : [`${action}:${PERMISSIONS[role][action]}`])).join(' ');
}

function lineOfAccount({ username: user, role, organisationName, unitNames, createdAtMs, disabledAtMs }: AccountFact): Line {
  const to = disabledAtMs === null ? null : toIso(disabledAtMs);
  return { kind: 'account', from: toIso(createdAtMs), to, user, role, organisation: organisationName, may_or_did: seeingOf(role), detail: unitNames };
}

function lineOfAccess(fact: AccessFact): Line {
  const { id, username: user, role, organisationName: organisation, incidentId: incident, cameraId: cameras, emergency } = fact;
  return {
    ...{ kind: 'access', user, role, organisation, incident, incident_number: fact.referenceNumber, cameras },
    from: toIso(fact.accessFromMs),
    to: toIso(fact.accessUntilMs),
    may_or_did: emergency ? 'media.open:emergency' : 'media.open:request',
    footage_from: toIso(fact.fromMs),
    footage_to: toIso(fact.toMs),
    detail: id,
  };
}

function lineOfEvent(event: LoggedEvent, numbers: ReadonlyMap<string, string>): Line {
  const at = toIso(event.atMs);
  return {
    ...{ kind: 'event', from: at, to: at, user: event.actorUsername, role: event.actorRole, may_or_did: event.action, outcome: event.outcome },
    incident: event.incidentId,
    incident_number: numbers.get(event.incidentId ?? ''),
    cameras: event.cameraIds.join(' '),
    purpose: purposeOf(event.detail),
    detail: event.detail === null ? null : JSON.stringify(event.detail),
    log_entry: event.seq,
  };
}

function textOf(lines: readonly Line[]): string {
  return lines.map((line) => csvLine(COLUMNS.map((column) => line[column]))).join('');
}

/** Does its work on what the database shows to whoever asked. */
type Read = <T>(work: (own: Queryable) => Promise<T>) => Promise<T>;

async function* factLines<Fact extends { readonly id: string }>(
  list: (page: { afterId: string | undefined; limit: number }) => Promise<Fact[]>,
  lineOf: (fact: Fact) => Line,
): AsyncGenerator<string, void, undefined> {
  for (let afterId: string | undefined; ;) {
    const page = await list({ afterId, limit: PAGE_ROWS });
    if (page.length > 0) yield textOf(page.map(lineOf));
    if (page.length < PAGE_ROWS) return;
    afterId = page.at(-1)?.id;
  }
}

async function* eventLines(read: Read, during: TimeInterval): AsyncGenerator<string, void, undefined> {
  for (let after: EventPosition | undefined; ;) {
    const { events, numbers, next } = await read(async (own) => {
      const { seqs, next } = await findEvents(own, during, { limit: PAGE_ROWS, after });
      const events = await readEvents(own, seqs);
      return {
        events,
        numbers: await readReferenceNumbers(
          own,
          events.map(({ incidentId }) => incidentId),
        ),
        next,
      };
    });
    if (events.length > 0) yield textOf(events.map((event) => lineOfEvent(event, numbers)));
    if (next === null) return;
    after = next;
  }
}

/**
 * Who could have seen what in a period, and who did, as a CSV file that a spreadsheet runs nothing of: accounts that were open, footage that approved requests opened, and all events of the access log, newest first; at its end a checkpoint of the log
 * that it was read from. Read from the database page by page.
 */
export function breachExport(read: Read, during: TimeInterval, checkpoint: ReportCheckpoint): Readable {
  async function* lines(): AsyncGenerator<string, void, undefined> {
    yield CSV_BEGIN + csvLine(COLUMNS);
    yield* factLines((page) => read((own) => listAccountFacts(own, during, page)), lineOfAccount);
    yield* factLines((page) => read((own) => listAccessFacts(own, during, page)), lineOfAccess);
    yield* eventLines(read, during);
    // at the end, so that a file that was cut off lacks it
    yield textOf([{ kind: 'log_checkpoint', detail: JSON.stringify(checkpoint) }]);
  }
  return Readable.from(lines());
}
