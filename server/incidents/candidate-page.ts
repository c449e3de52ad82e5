import { candidateOut } from '../../domain/wire/incident-wire.ts';
import { toIso } from '../../domain/time-interval.ts';
import { compiledSerializer } from '../compiled-serializer.ts';
import type { AnsweredCandidate, CandidatePage } from './candidate-answer.ts';

const itemText = compiledSerializer({ schema: candidateOut.omit({ coverage: true }), method: 'GET', url: '' });

function candidateText({ item, row }: AnsweredCandidate): string {
  const link = row.link === null ? null : { ...row.link, decidedAt: toIso(row.link.decidedAt) };
  const { cameraName, siteName, unitName } = row;
  const { position } = row.facts.placement;
  const text = itemText({ ...item, cameraName, siteName, unitName, position, link });
  // the database has written the coverage as JSON already: to read and write it again would take longer than all the rest
  return `${text.slice(0, -1)},"coverage":${row.coverageJson}}`;
}

/** A page of candidates as JSON, in the shape of the route's schema. */
export function candidatePageText({ items, nextCursor, notes, replaced }: CandidatePage): string {
  const said = notes.length === 0 ? '' : `,"notes":${JSON.stringify(notes)}`;
  const former = replaced.map(({ replacedAtMs, ...camera }) => ({ ...camera, replacedAt: toIso(replacedAtMs) }));
  const gone = former.length === 0 ? '' : `,"replaced":${JSON.stringify(former)}`;
  return `{"items":[${items.map(candidateText).join(',')}],"nextCursor":${JSON.stringify(nextCursor)}${said}${gone}}`;
}
