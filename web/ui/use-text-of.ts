import { useState } from 'react';

/** Text of a field that is told further only when it is left: what is typed, until `value` itself changes. */
export function useTextOf(value: string): [text: string, setText: (text: string) => void] {
  const [known, setKnown] = useState(value);
  const [text, setText] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  return [text, setText];
}
