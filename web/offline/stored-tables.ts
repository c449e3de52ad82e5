/** What the application keeps in the browser: answers of lists, actions that wait, and facts such as who was signed in. */
export const STORED_TABLES = ['answers', 'actions', 'facts'] as const;
export type StoredTable = (typeof STORED_TABLES)[number];

/** A row; each table has its own shape besides. */
export interface StoredRow {
  readonly id: string;
}

/** Tables of rows by id. Every call may reject when the browser refuses: for want of room, or because the user forbids it. */
export interface StoredTables {
  get<Row extends StoredRow>(table: StoredTable, id: string): Promise<Row | undefined>;
  all<Row extends StoredRow>(table: StoredTable): Promise<readonly Row[]>;
  put(table: StoredTable, row: StoredRow): Promise<void>;
  /** Puts a row if a fact is as it should be, in one step, whatever other pages of ours do; false when it isn't: then nothing is put. `holds` is told undefined when there is no such fact. */
  putIf(table: StoredTable, row: StoredRow, factId: string, holds: (fact: StoredRow | undefined) => boolean): Promise<boolean>;
  /** Puts a row in the place of the one that is there, in one step; false when there is none: then nothing is put. */
  replace(table: StoredTable, row: StoredRow): Promise<boolean>;
  remove(table: StoredTable, id: string): Promise<void>;
  clear(table: StoredTable): Promise<void>;
}

const NAME = 'matpho';
const VERSION = 1;

/** Opens them in IndexedDB; null where the browser has none or forbids it. */
export async function openStoredTables(): Promise<StoredTables | null> {
  try {
    const opening = indexedDB.open(NAME, VERSION);
    opening.onupgradeneeded = () => {
      for (const table of STORED_TABLES) opening.result.createObjectStore(table, { keyPath: 'id' });
    };
    return tablesIn(await settled(opening));
  } catch {
    return null;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}

function tablesIn(database: IDBDatabase): StoredTables {
  // a newer version of the page in another tab must not wait for us
  database.onversionchange = () => database.close();
  const read = (table: StoredTable): IDBObjectStore => database.transaction(table).objectStore(table);
  const change = (table: StoredTable, act: (store: IDBObjectStore, facts: IDBObjectStore) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction([table, 'facts'], 'readwrite', { durability: 'strict' });
      // kept only when the whole transaction is
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser keeps nothing'));
      act(transaction.objectStore(table), transaction.objectStore('facts'));
    });
  return {
    get: async (table, id) => settled(read(table).get(id)),
    all: async (table) => settled(read(table).getAll()),
    put: (table, row) => change(table, (store) => store.put(row)),
    putIf: async (table, row, factId, holds) => {
      let isPut = false;
      await change(table, (store, facts) => {
        const looking = facts.get(factId);
        looking.onsuccess = () => {
          isPut = holds(looking.result);
          if (isPut) store.put(row);
        };
      });
      return isPut;
    },
    replace: async (table, row) => {
      let isThere = false;
      await change(table, (store) => {
        const looking = store.getKey(row.id);
        looking.onsuccess = () => {
          isThere = looking.result !== undefined;
          if (isThere) store.put(row);
        };
      });
      return isThere;
    },
    remove: (table, id) => change(table, (store) => store.delete(id)),
    clear: (table) => change(table, (store) => store.clear()),
  };
}
