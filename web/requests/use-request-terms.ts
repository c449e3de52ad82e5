import { useState } from 'react';
import { draftOfSpan, readSpanDraft, type HoldSpanProblems } from '../incidents/hold-span.ts';

type SpanDraft = ReturnType<typeof draftOfSpan>;
type Span = NonNullable<ReturnType<typeof readSpanDraft>['span']>;

/** Why somebody asks for footage, and on what basis. */
export interface RequestWords {
  readonly purpose: string;
  readonly legalBasis: string;
}

/** What every request for footage says: which seconds, for what, on what basis; texts as they were typed. */
export interface RequestTerms {
  readonly span: SpanDraft;
  readonly spanProblems: HoldSpanProblems;
  readonly setSpan: (span: SpanDraft) => void;
  readonly words: RequestWords;
  readonly setWords: (words: RequestWords) => void;
  /** Somebody tried to send it: what is missing is said from now on. */
  readonly tried: boolean;
  /** What is typed, ready to be sent; null when something is missing or wrong, which is then said at its field. */
  read(): (RequestWords & { readonly span: Span }) | null;
}

/** The terms of a request in the making. @param first what its span is to begin with */
export function useRequestTerms(first: () => Parameters<typeof draftOfSpan>[0]): RequestTerms {
  const [span, setSpan] = useState(() => draftOfSpan(first()));
  const [spanProblems, setSpanProblems] = useState<HoldSpanProblems>({});
  const [words, setWords] = useState<RequestWords>({ purpose: '', legalBasis: '' });
  const [tried, setTried] = useState(false);
  const read: RequestTerms['read'] = () => {
    setTried(true);
    const typed = readSpanDraft(span);
    setSpanProblems(typed.problems);
    const [purpose, legalBasis] = [words.purpose.trim(), words.legalBasis.trim()];
    return typed.span === null || purpose === '' || legalBasis === '' ? null : { span: typed.span, purpose, legalBasis };
  };
  return { span, spanProblems, setSpan, words, setWords, tried, read };
}
