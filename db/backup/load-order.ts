import type { TableShape } from './table-shape.ts';

/** A foreign key that can be checked only when all tables are filled. */
export interface LateReference {
  readonly table: string;
  readonly constraint: string;
}

/** In which order tables are filled. */
export interface LoadOrder<Table> {
  readonly tables: readonly Table[];
  /** Foreign keys that point to their own table or to one that comes later. */
  readonly late: readonly LateReference[];
}

type Referring = Pick<TableShape, 'name' | 'references'>;

/** Orders tables so that each comes after those it refers to, where that is possible at all. */
export function orderForLoading<Table extends Referring>(tables: readonly Table[]): LoadOrder<Table> {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  const late: LateReference[] = [];
  const waitsFor = ({ name, references }: Table): number => references.filter((reference) => reference.table !== name && left.has(reference.table)).length;
  while (left.size > 0) {
    // tables that refer to one another in a ring have no order: the one that waits for the fewest goes first
    const next = [...left.values()].reduce((least, table) => (waitsFor(table) < waitsFor(least) ? table : least));
    for (const { table, constraint } of next.references) if (left.has(table)) late.push({ table: next.name, constraint });
    left.delete(next.name);
    ordered.push(next);
  }
  return { tables: ordered, late };
}
