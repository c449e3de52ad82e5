import { isUuid } from '../../domain/uuid.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** What the address of the access log says of it: ids, and days as typed, `dd/mm/yyyy`. */
export interface AuditSearch {
  readonly camera?: string | undefined;
  readonly incident?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** An entry by its place, which is the only one then. */
  readonly seq?: string | undefined;
}

/** A place in the log as it is typed. */
export function isPlace(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** Reads it; what is no id, no day or no place narrows nothing. */
export function readAuditSearch({ camera, incident, actor, from, to, seq }: SearchWords): AuditSearch {
  const isDay = (text: string): boolean => parseLocalDay(text) !== null;
  return {
    camera: only(isUuid, camera),
    incident: only(isUuid, incident),
    actor: only(isUuid, actor),
    from: only(isDay, from),
    to: only(isDay, to),
    // a number in an address is read as one
    seq: only(isPlace, typeof seq === 'number' ? String(seq) : seq),
  };
}

function only(isRight: (text: string) => boolean, word: unknown): string | undefined {
  return typeof word === 'string' && isRight(word) ? word : undefined;
}
