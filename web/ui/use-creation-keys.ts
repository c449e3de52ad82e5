import { useState } from 'react';
import { randomKey } from '../api/random-key.ts';

/** Idempotency keys of several creations of one form: the same for the same content under the same name, so that sending again after a lost connection creates nothing twice, and another once the content changed. */
export function useCreationKeys(): (name: string, content: unknown) => string {
  const [keys] = useState(() => new Map<string, string>());
  return (name, content) => {
    const text = `${name} ${JSON.stringify(content)}`;
    const key = keys.get(text) ?? randomKey();
    keys.set(text, key);
    return key;
  };
}
