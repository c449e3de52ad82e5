import { LOCAL_OFFSET_MS } from './quiet-hours.ts';
import type { MessageFacts } from './message-facts.ts';
import type { AlertKind } from './message-terms.ts';
import type { AlertEnding, CommonCause } from '../fault-terms.ts';
import { ADVISED_CAUSES, MESSAGE_FAULTS, type MessageFault, type MessageWords } from './message-word-terms.ts';

/** One alert to be told: that it began, that it is over, or both at once. */
export interface AlertLine {
  readonly what: 'opened' | 'over' | 'opened_and_over';
  readonly kind: AlertKind;
  readonly commonCause: CommonCause | null;
  readonly facts: MessageFacts;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
  /** Null: not over, or nobody knows any more. */
  readonly endedBecause: AlertEnding | null;
}

/** That nobody looks at it any more is no news that it works again. */
export function isUnwatched({ what, endedBecause }: AlertLine): boolean {
  return what !== 'opened' && (endedBecause === 'absence' || endedBecause === 'withdrawn');
}

/** A line in words. */
export interface AlertText {
  /** `Mất kết nối: Ngã ba chợ 1`. */
  readonly head: string;
  /** Since when, or from when to when. */
  readonly time: string;
  /** The unit. */
  readonly place: string | null;
  /** The cameras of a group. */
  readonly names: string | null;
  /** What to do; null when it is over. */
  readonly toDo: string | null;
  /** Where it can be looked at, below the application's address. */
  readonly path: string;
}

const SIGN_IN_CAUSES = ['wrong_password', 'auth_failed', 'wrong_credentials'];
const MOST_NAMES = 5;

function faultOf({ facet, state, cause }: MessageFacts): MessageFault {
  if (cause !== null && SIGN_IN_CAUSES.includes(cause)) return 'wrong_password';
  if (facet === 'recording') return 'recording_gap';
  if (facet === 'clock') return 'clock_off';
  return MESSAGE_FAULTS.find((fault) => fault === state) ?? (facet === 'reachable' ? 'down' : 'other');
}

/** Some causes are known so well that there is a better advice than the state's. */
function causeAdvice({ cause }: MessageFacts, words: MessageWords): string | null {
  const known = ADVISED_CAUSES.find((code) => code === cause);
  return known === undefined ? null : words.causeAdvice[known];
}

/** What to do about a line: a group is advised by what its cameras have in common, unless the device they share said more. */
function adviceOf({ kind, commonCause, facts }: AlertLine, words: MessageWords): string {
  const isTold = kind !== 'group' || (commonCause === 'recorder' && facts.cause === 'recorder_refused');
  const advice = isTold ? causeAdvice(facts, words) : words.groupAdvice[commonCause ?? 'unit'];
  return advice ?? words.advice[faultOf(facts)];
}

/** `22:41 26/11/2026`, Vietnamese local time. */
export function localTime(atMs: number): string {
  const iso = new Date(atMs + LOCAL_OFFSET_MS).toISOString();
  return `${iso.slice(11, 16)} ${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}

function lasted(durationMs: number, words: MessageWords): string {
  const minutes = Math.round(durationMs / 60_000);
  return words.duration(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60);
}

function whatOf({ kind, commonCause, facts }: AlertLine, words: MessageWords): string {
  const site = facts.siteName === null ? null : words.site(facts.siteName);
  if (kind === 'group') return words.group(facts.cameraCount, words.commonCause[commonCause ?? 'unit']) + (site === null ? '' : `, ${site}`);
  const name = facts.cameras[0]?.name ?? words.someCamera;
  return site === null || name.includes(facts.siteName ?? '') ? name : `${name} (${site})`;
}

function headOf(line: AlertLine, words: MessageWords): string {
  if (isUnwatched(line))
    return words.unwatched[line.endedBecause === 'absence' ? 'absence' : 'withdrawn'](words.fault[faultOf(line.facts)], whatOf(line, words));
  const write = { opened: words.opening, over: words.over, opened_and_over: words.wasOver }[line.what];
  return write(words.fault[faultOf(line.facts)], whatOf(line, words));
}

function timeOf(line: AlertLine, words: MessageWords): string {
  const { what, openedAtMs, endedAtMs } = line;
  // how long an outage lasts that nobody watches, nobody knows
  if (what === 'opened' || endedAtMs === null || isUnwatched(line)) return words.since(localTime(openedAtMs));
  return words.from(localTime(openedAtMs), localTime(endedAtMs), lasted(endedAtMs - openedAtMs, words));
}

/** Writes one alert in the words of a language. */
export function alertText(line: AlertLine, words: MessageWords): AlertText {
  const { facts, kind, what } = line;
  const names = facts.cameras.slice(0, MOST_NAMES).map(({ name }) => name);
  const cameraId = facts.cameras[0]?.id ?? null;
  return {
    head: headOf(line, words),
    time: timeOf(line, words),
    place: facts.unitName === null ? null : words.place(facts.unitName),
    names: kind === 'group' && names.length > 0 ? words.names(names, Math.max(0, facts.cameraCount - names.length)) : null,
    toDo: what === 'opened' ? words.toDo(adviceOf(line, words)) : null,
    path: kind === 'camera' && cameraId !== null ? `/cameras/${encodeURIComponent(cameraId)}` : '/',
  };
}
