const VIETNAM_MS = 7 * 3_600_000;

/** `dd/mm/yyyy HH:mm:ss` in Viet Nam (UTC+7, no summer time), the form of times in both languages. */
export function vietnamTimeText(atMs: number): string {
  const [day = '', time = ''] = new Date(atMs + VIETNAM_MS).toISOString().split('T');
  return `${day.split('-').toReversed().join('/')} ${time.slice(0, 8)}`;
}
