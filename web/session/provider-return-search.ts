import type { SearchWords } from '../routing/search-string.ts';

/** What the provider sends back in the address: OpenID Connect's answer. */
export interface ProviderReturnSearch {
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

/** Reads it; empty words count as absent. */
export function readProviderReturnSearch({ state, code, iss, error }: SearchWords): ProviderReturnSearch {
  return { state: textOrNone(state), code: textOrNone(code), iss: textOrNone(iss), error: textOrNone(error) };
}

function textOrNone(word: unknown): string | undefined {
  return typeof word === 'string' && word !== '' ? word : undefined;
}
