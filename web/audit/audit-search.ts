import { isUuid } from '../../domain/uuid.ts';
import { AUDIT_OUTCOMES } from '../../domain/audit-outcomes.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** What the address of the access log says of it: an incident by id or number, a person by id or name, what was done, how it ended, and days as typed, `dd/mm/yyyy`. */
export interface AuditSearch {
  readonly camera?: string | undefined;
  readonly incident?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** An entry by its place, which is the only one then. */
  readonly seq?: string | undefined;
}

/** A place in the log as it is typed. */
export const isPlace = (text: string): boolean => /^\d{1,15}$/.test(text);
/** A number as incidents have it, `VV-2026-000123`. */
export const isReferenceNumber = (text: string): boolean => /^vv-\d{4}-\d{1,12}$/i.test(text);
/** A name that somebody signs in with. */
export const isUsername = (text: string): boolean => /^[a-z0-9._-]{2,64}$/.test(text);

/** Reads it; what can't be any of that narrows nothing. */
export function readAuditSearch({ camera, incident, actor, action, outcome, from, to, seq }: SearchWords): AuditSearch {
  const isDay = (text: string): boolean => parseLocalDay(text) !== null;
  return {
    camera: only(isUuid, camera),
    incident: only((text) => isUuid(text) || isReferenceNumber(text), incident),
    actor: only((text) => isUuid(text) || isUsername(text), actor),
    action: only((text) => /^[a-z_]+\.[a-z_]+$/.test(text), action),
    outcome: only((text) => AUDIT_OUTCOMES.some((one) => one === text), outcome),
    from: only(isDay, from),
    to: only(isDay, to),
    // a number in an address is read as one
    seq: only(isPlace, typeof seq === 'number' ? String(seq) : seq),
  };
}

function only(isRight: (text: string) => boolean, word: unknown): string | undefined {
  return typeof word === 'string' && isRight(word) ? word : undefined;
}
