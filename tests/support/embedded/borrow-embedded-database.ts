import { askEmbeddedHost } from './ask-embedded-host.ts';

/** A migrated, empty embedded database that runs in the run's own process. */
export interface BorrowedDatabase {
  readonly url: string;
  /** Stops and removes it. Clients must have left. */
  giveBack(): Promise<void>;
}

/**
 * Asks the host (see `embedded-host.ts`) on `port` for a database. It is removed when this process ends, too.
 *
 * @throws Error with the host's words when it can't be started
 */
export async function borrowEmbeddedDatabase(port: number): Promise<BorrowedDatabase> {
  const { answer, leave } = await askEmbeddedHost(port, 'database');
  return { url: answer.url!, giveBack: leave };
}
