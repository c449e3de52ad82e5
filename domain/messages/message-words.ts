import type { MessageLanguage } from './message-terms.ts';
import type { MessageWords } from './message-word-terms.ts';
import { EN_WORDS } from './message-words-en.ts';
import { VI_WORDS } from './message-words-vi.ts';

/** The words of a language. */
export function messageWords(language: MessageLanguage): MessageWords {
  return language === 'en' ? EN_WORDS : VI_WORDS;
}
