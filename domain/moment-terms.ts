/** Characters of the note of a marked moment at most. */
export const MOMENT_NOTE_LENGTH = 500;
