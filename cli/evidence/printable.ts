/** Text of unknown origin for a terminal: whatever isn't plain ASCII is shown by its code, so that it can't move the cursor or pass for something else. */
export function printable(text: string): string {
  return text.slice(0, 1000).replaceAll(/[^\x20-\x7e]/g, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
