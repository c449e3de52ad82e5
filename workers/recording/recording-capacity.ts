/** What one recording takes at its most: ffmpeg's memory (59 MB measured) and our buffers. */
const BYTES_EACH = 80 * 1024 * 1024;
/** The rest belongs to the system, the database and its cache. */
const SHARE = 0.5;
const BOUNDS = { least: 4, most: 200 };

/** How many cameras a worker on a machine with `memoryBytes` records at once. CPU is no limit before that: copying a stream takes below 1 % of a core. */
export function recordingCapacity(memoryBytes: number): number {
  return Math.min(BOUNDS.most, Math.max(BOUNDS.least, Math.floor((memoryBytes * SHARE) / BYTES_EACH)));
}
