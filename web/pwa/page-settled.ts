/** What is looked at of a page that begins. */
export interface SettlingPage {
  /** Whether answers are being fetched. */
  readonly isFetching: () => boolean;
  /** How many files and answers it has fetched so far. */
  readonly fetchedCount: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

const LOOK_MS = 1000;
const QUIET_LOOKS = 2;
/** A page that asks again every second or two is never quiet. */
const MOST_LOOKS = 15;

/** Resolves once nothing was fetched between two looks in a row, after 15 s at the latest. Code of pages counts as well, since they ask only when they are there. */
export async function pageSettled({ isFetching, fetchedCount, pause }: SettlingPage): Promise<void> {
  for (let looks = 0, quiet = 0; quiet < QUIET_LOOKS && looks < MOST_LOOKS; looks += 1) {
    const before = fetchedCount();
    await pause(LOOK_MS);
    quiet = !isFetching() && fetchedCount() === before ? quiet + 1 : 0;
  }
}
