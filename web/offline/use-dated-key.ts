import { useRef } from 'react';
import { isApiProblem } from '../api/api-problem.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { isUndecided } from './sending-rule.ts';

interface DatedKey {
  /** Idempotency key. */
  readonly key: string;
  /** When it was entered first, UTC. */
  readonly enteredAt: string;
}

interface DatedKeys {
  of(content: unknown): DatedKey;
  /** It was taken, or waits: the same entered later is another word. */
  end(): void;
  /** A try failed; one that was refused is over. */
  fail(error: unknown): void;
}

/** Key and time of what says itself when it was entered: the same as long as the same content is tried again, since the service refuses a key that comes with another time. */
export function useDatedKey(): DatedKeys {
  const keyOf = useCreationKey();
  const nth = useRef(0);
  const last = useRef<DatedKey | null>(null);
  const end = (): void => {
    nth.current += 1;
  };
  return {
    of: (content) => {
      const key = keyOf({ content, nth: nth.current });
      if (last.current?.key !== key) last.current = { key, enteredAt: new Date().toISOString() };
      return last.current;
    },
    end,
    fail: (error) => {
      if (isApiProblem(error) && !isUndecided(error)) end();
    },
  };
}
