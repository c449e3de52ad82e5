import sql from 'sql-template-tag';
import { AppError, isAppError } from '../domain/app-error.ts';
import { newId } from '../platform/new-id.ts';
import type { Database } from './database.ts';

/** No such role; not allowed to act as it. */
const NOT_USABLE: readonly unknown[] = ['22023', '42704', '42501'];

/**
 * Makes sure that this user may act as the role of persons, which no dump of a single database brings along, and that the tables are this user's own.
 * Errors: `person_role_missing`, `tables_not_owned` (conflict).
 */
export async function requirePersonRole(db: Database): Promise<void> {
  await requireEveryRow(db);
  try {
    const person = { userId: newId(), sessionId: newId() };
    const { isBelieved } = await db.asPerson(person, (own) => own.row<{ isBelieved: boolean }>(sql`SELECT wall_person() IS NOT NULL AS "isBelieved"`));
    if (!isBelieved) throw notOwned();
  } catch (error) {
    if (!isAppError(error) || !NOT_USABLE.includes(error.details['sqlState'])) throw error;
    throw new AppError(
      'conflict',
      'person_role_missing',
      'The database has no role matpho_person, or this user may not act as it. As an administrator of the cluster: CREATE ROLE matpho_person NOLOGIN; GRANT matpho_person TO the user of the service. Then start again.',
      { cause: error },
    );
  }
}

/** To who doesn't own the tables, after a restore under another name, they would look empty: retention would delete nothing, and the access log would begin anew. */
async function requireEveryRow(db: Database): Promise<void> {
  const held = await db.rows(
    sql`SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND row_security_active(oid) LIMIT 1`,
  );
  if (held.length > 0) throw notOwned();
}

function notOwned(): AppError {
  return new AppError(
    'conflict',
    'tables_not_owned',
    'The tables of the database belong to another user, and row security hides their rows from this one. As an administrator of the cluster: make the user of the service the owner of all tables, views and functions. Then start again.',
  );
}
