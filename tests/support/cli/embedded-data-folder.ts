import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Puts a migrated, empty embedded database into a data folder: starting it takes a third of the time of a first start. */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  await cp(join(inject('embeddedTemplateFolder'), 'postgres'), join(dataDir, 'postgres'), { recursive: true });
}
