import { openDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';

/** Brings an empty database up to the product's schema. */
export async function migrateDatabase(url: string, embedded: boolean): Promise<void> {
  const db = openDatabase(url, { embedded, poolSize: 1 });
  try {
    await migrate(db);
  } finally {
    await db.close();
  }
}
