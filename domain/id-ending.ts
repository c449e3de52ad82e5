/** The last group of an id, all of it random: short enough for a file's name or a watermark, and enough to tell one thing from others of its kind. Not a key: nothing is looked up by it. */
export function idEnding(id: string): string {
  return id.slice(-12);
}
