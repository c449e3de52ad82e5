import type { StoredRow, StoredTable, StoredTables } from '../../../web/offline/stored-tables.ts';

/** The browser's tables in memory, which copies rows as a browser does; `rows` shows what is stored. */
export function memoryTables(): StoredTables & { readonly rows: (table: StoredTable) => readonly StoredRow[] } {
  const tables = new Map<StoredTable, Map<string, StoredRow>>();
  const of = (table: StoredTable): Map<string, StoredRow> => {
    const known = tables.get(table) ?? new Map<string, StoredRow>();
    tables.set(table, known);
    return known;
  };
  return {
    rows: (table) => [...of(table).values()],
    get: async (table, id) => structuredClone(of(table).get(id)) as never,
    all: async (table) => structuredClone([...of(table).values()]) as never,
    put: async (table, row) => void of(table).set(row.id, structuredClone(row)),
    putIf: async (table, row, factId, holds) => {
      const isPut = holds(structuredClone(of('facts').get(factId)));
      if (isPut) of(table).set(row.id, structuredClone(row));
      return isPut;
    },
    replace: async (table, row) => {
      const isThere = of(table).has(row.id);
      if (isThere) of(table).set(row.id, structuredClone(row));
      return isThere;
    },
    remove: async (table, id) => void of(table).delete(id),
    clear: async (table) => of(table).clear(),
  };
}
