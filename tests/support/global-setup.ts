import { openDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { createGlobalSetup } from './services/create-global-setup.ts';

/** Database that test databases are copied from: the product's schema, empty. */
export const SCHEMA_TEMPLATE = 'matpho_template';

/** Vitest's `globalSetup`: one PostgreSQL cluster with the schema as a template, and one Redis, for the whole run. */
export default createGlobalSetup({
  prepareTemplate: (cluster) =>
    cluster.createTemplate(SCHEMA_TEMPLATE, async (url) => {
      const database = openDatabase(url, { embedded: false, poolSize: 1 });
      try {
        await migrate(database);
      } finally {
        await database.close();
      }
    }),
});
