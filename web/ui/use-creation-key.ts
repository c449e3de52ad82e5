import { useRef } from 'react';
import { randomKey } from '../api/random-key.ts';

/**
 * The idempotency key of a form: the same for the same content, so that sending again after a lost connection creates nothing twice, and
 * another once the content changed.
 */
export function useCreationKey(): (content: unknown) => string {
  const last = useRef<{ readonly text: string; readonly key: string } | null>(null);
  return (content) => {
    const text = JSON.stringify(content);
    if (last.current?.text !== text) last.current = { text, key: randomKey() };
    return last.current.key;
  };
}
