import type { Statement } from '../db/prepared-statement.ts';
import type { Database, Queryable } from '../db/database.ts';

/** A database that writes down every statement it is given, and runs it. */
export function recordStatements(db: Database): { db: Database; statements: Statement[] } {
  const statements: Statement[] = [];
  const recorded: Queryable = {
    rows: (statement) => (statements.push(statement), db.rows(statement)),
    row: (statement) => (statements.push(statement), db.row(statement)),
    maybeRow: (statement) => (statements.push(statement), db.maybeRow(statement)),
    run: (statement) => (statements.push(statement), db.run(statement)),
  };
  return { db: { ...db, ...recorded, transaction: (work) => work(recorded) }, statements };
}
