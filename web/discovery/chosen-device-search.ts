import { isUuid } from '../../domain/uuid.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** Which found device a registration form was opened for, as its address says: ids only. */
export interface ChosenDeviceSearch {
  readonly discovery?: string | undefined;
  readonly device?: string | undefined;
}

/** Reads it; without the id of a search it is an empty form. */
export function readChosenDeviceSearch({ discovery, device }: SearchWords): ChosenDeviceSearch {
  return { discovery: idOrNone(discovery), device: idOrNone(device) };
}

function idOrNone(word: unknown): string | undefined {
  return typeof word === 'string' && isUuid(word) ? word : undefined;
}
