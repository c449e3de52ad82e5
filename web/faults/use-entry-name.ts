import { useRef } from 'react';
import { isApiProblem } from '../api/api-problem.ts';
import type { FaultNoteInput } from '../api/fault-api.ts';
import { isUndecided } from '../offline/sending-rule.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';

/** What somebody writes into the repair ledger. */
export type EntryWords = Pick<FaultNoteInput, 'kind' | 'text'>;

/** The same with photographs. */
export interface Entry extends EntryWords {
  readonly photos: readonly Blob[];
}

interface EntryName {
  /** Idempotency key. */
  readonly key: string;
  /** When it was written down first, UTC. */
  readonly happenedAt: string;
}

interface EntryNames {
  of(entry: Entry): EntryName;
  /** It is in the ledger, or waits: the same words written down later are another entry. */
  end(): void;
  /** A try failed; one that was refused is over. */
  fail(error: unknown): void;
}

/** Key and time of an entry: the same as long as the same words are tried again, since the service refuses a key that comes with another time. */
export function useEntryName(): EntryNames {
  const keyOf = useCreationKey();
  const nth = useRef(0);
  const last = useRef<EntryName | null>(null);
  const end = (): void => {
    nth.current += 1;
  };
  return {
    of: ({ kind, text, photos }) => {
      const key = keyOf({ kind, text, photos: photos.map(({ size }) => size), nth: nth.current });
      if (last.current?.key !== key) last.current = { key, happenedAt: new Date().toISOString() };
      return last.current;
    },
    end,
    fail: (error) => {
      if (isApiProblem(error) && !isUndecided(error)) end();
    },
  };
}
