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
}

/** Reads it; what is no id or no day narrows nothing. */
export function readAuditSearch({ camera, incident, actor, from, to }: SearchWords): AuditSearch {
  const isDay = (text: string): boolean => parseLocalDay(text) !== null;
  return {
    camera: only(isUuid, camera),
    incident: only(isUuid, incident),
    actor: only(isUuid, actor),
    from: only(isDay, from),
    to: only(isDay, to),
  };
}

function only(isRight: (text: string) => boolean, word: unknown): string | undefined {
  return typeof word === 'string' && isRight(word) ? word : undefined;
}
