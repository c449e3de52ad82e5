import sql from 'sql-template-tag';
import { AppError, isAppError } from '../domain/app-error.ts';
import { newId } from '../platform/new-id.ts';
import type { Database } from './database.ts';

/** No such role; not allowed to act as it. */
const NOT_USABLE: readonly unknown[] = ['22023', '42704', '42501'];

/** Makes sure that this user may act as the role of persons, which no dump of a single database brings along. Errors: `person_role_missing` (conflict). */
export async function requirePersonRole(db: Database): Promise<void> {
  try {
    await db.asPerson({ userId: newId(), sessionId: newId() }, (own) => own.run(sql`SELECT 1`));
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
