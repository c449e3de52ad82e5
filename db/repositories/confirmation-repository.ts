import sql, { empty } from 'sql-template-tag';
import type { FootageHolder } from '../../domain/footage-holder.ts';
import type { Queryable } from '../database.ts';

/** What a board said of a camera that can't be dialled. */
export interface ConfirmationRow {
  /** Made when it came here; its time is that moment. */
  readonly id: string;
  readonly cameraId: string;
  /** When somebody looked: from then it counts. */
  readonly confirmedAtMs: number;
  readonly stillThere: boolean;
  readonly stillFilms: boolean;
  readonly holder: FootageHolder;
  readonly whereToAsk: string | null;
  readonly keepsHours: number | null;
}

export async function insertConfirmation(db: Queryable, entry: ConfirmationRow & { readonly confirmedBy: string }): Promise<void> {
  await db.run(sql`INSERT INTO camera_confirmation (id, camera_id, confirmed_at, confirmed_by, still_there, still_films, holder, where_to_ask, keeps_hours)
    VALUES (${entry.id}, ${entry.cameraId}, ${new Date(entry.confirmedAtMs)}, ${entry.confirmedBy}, ${entry.stillThere}, ${entry.stillFilms}, ${entry.holder},
      ${entry.whereToAsk}, ${entry.keepsHours})`);
}

/** Confirmations of a camera, newest first. */
export async function listConfirmations(
  db: Queryable,
  cameraId: string,
  page: { limit: number; before?: { atMs: number; id: string } | undefined },
): Promise<ConfirmationRow[]> {
  const after = page.before === undefined ? empty : sql`AND (confirmed_at, id) < (${new Date(page.before.atMs)}, ${page.before.id})`;
  return db.rows(sql`SELECT id, camera_id AS "cameraId", confirmed_at AS "confirmedAtMs", still_there AS "stillThere", still_films AS "stillFilms", holder,
      where_to_ask AS "whereToAsk", keeps_hours AS "keepsHours"
    FROM camera_confirmation WHERE camera_id = ${cameraId} ${after} ORDER BY confirmed_at DESC, id DESC LIMIT ${page.limit}`);
}
