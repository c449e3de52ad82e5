import { raw } from 'sql-template-tag';
import { listKeptTables } from '../../../db/backup/table-shape.ts';
import type { Database } from '../../../db/database.ts';

/** Leaves out backups and restores themselves. */
const OF_BACKUPS: Readonly<Record<string, string>> = {
  audit_event: `WHERE t.action NOT LIKE 'backup.%'`,
  audit_pending: `WHERE t.event_id NOT IN (SELECT id FROM audit_event WHERE action LIKE 'backup.%')`,
};

/** Every row of every table that a backup keeps, as text, sorted; backups and restores themselves are left out of the log. */
export async function readTableContents(db: Database): Promise<Record<string, readonly string[]>> {
  const tables = await listKeptTables(db);
  return db.transaction(async (tx) => {
    await tx.run(raw(`SET LOCAL TimeZone = 'UTC'`));
    const contents: Record<string, readonly string[]> = {};
    for (const { name } of tables) {
      const condition = OF_BACKUPS[name] ?? '';
      contents[name] = (await tx.rows<{ line: string }>(raw(`SELECT t::text AS line FROM "${name}" t ${condition} ORDER BY 1`))).map(({ line }) => line);
    }
    return contents;
  });
}
