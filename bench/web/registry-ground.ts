import sql from 'sql-template-tag';
import type { Database } from '../../db/database.ts';
import { makeBigRegistry, type BigRegistry } from '../big-registry.ts';

/** Nothing here looks at footage. */
const FEWEST_SEGMENTS = 1;

/**
 * Fills a database with so many cameras of one officer, each with a name of its own. One in ten can't be reached and one in twenty has a bad picture: what is the matter with them is part of a list.
 */
export async function makeWebRegistry(
  db: Database,
  cameras: number,
  progress: (line: string) => void,
  { camerasPerNeighbourhood }: { readonly camerasPerNeighbourhood?: number } = {},
): Promise<BigRegistry> {
  const crowd = camerasPerNeighbourhood === undefined ? {} : { camerasPerNeighbourhood };
  const registry = await makeBigRegistry(db, { cameras, segments: FEWEST_SEGMENTS, ...crowd }, progress);
  await db.run(sql`UPDATE camera c SET name = 'Ngõ ' || n.nth || ' đường Lý Thường Kiệt', name_folded = 'ngo ' || n.nth || ' duong ly thuong kiet'
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM camera) n WHERE n.id = c.id`);
  await db.run(sql`UPDATE camera_state SET overall = 'offline', reachable = 'down' WHERE abs(hashtext(camera_id::text)) % 10 = 0`);
  await db.run(sql`UPDATE camera_state SET overall = 'degraded', picture = 'covered' WHERE abs(hashtext(camera_id::text)) % 20 = 1`);
  for (const table of ['camera', 'camera_state']) await db.script(`VACUUM ANALYZE ${table}`);
  return registry;
}
