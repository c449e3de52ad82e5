/** What a handed-in file can be: still coming, waiting for its check, kept, refused, given up by its owner or for nobody going on with it. */
export const HAND_IN_STATES = ['receiving', 'received', 'stored', 'refused', 'cancelled', 'expired'] as const;
export type HandInState = (typeof HAND_IN_STATES)[number];

/** What is told of a file that was kept: it stops half-way, it has sound, or its length is not that of its pictures. */
export const HAND_IN_NOTES = ['cut_off', 'has_audio', 'clock_unknown', 'several_videos'] as const;
export type HandInNote = (typeof HAND_IN_NOTES)[number];

/** What one hand-in, one organisation and one disk may take. */
export const HAND_IN_LIMITS = {
  /** A file in pieces (tus). */
  fileBytes: 4 * 1024 ** 3,
  /** A file in one form. */
  formBytes: 50_000_000,
  /** Files that an organisation has on the way at once. */
  openFiles: 5,
  /** Recording stops at 512 MiB of free space; a file that is handed in leaves more than that. */
  keepFreeBytes: 1024 ** 3,
  /** Nobody went on with it for so long: it is given up. */
  abandonedMs: 24 * 3_600_000,
  /** The longest stretch of time in one file; candidates are looked for no further back. */
  durationMs: 12 * 3_600_000,
} as const;
