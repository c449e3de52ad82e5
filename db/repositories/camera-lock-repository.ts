import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/**
 * Locks all that a change of cameras touches until the transaction ends, in the one order that everybody keeps (docs/design/database.md#order-of-locks): the cameras, their health, then the plans of their
 * recorders, each in the order of their ids. The health recorder begins at the second and may wait for the third; triggers on a camera touch both. To be called before the first change; who changes
 * a recorder locks that before.
 */
export async function lockCameras(tx: Queryable, cameraIds: readonly string[]): Promise<void> {
  if (cameraIds.length === 0) return;
  await tx.rows(sql`SELECT 1 FROM camera WHERE id = ANY(${cameraIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
  await lockCameraStates(tx, cameraIds);
  await tx.rows(
    sql`SELECT 1 FROM recorder_contact WHERE recorder_id IN (SELECT recorder_id FROM camera WHERE id = ANY(${cameraIds}::uuid[])) ORDER BY recorder_id FOR UPDATE`,
  );
}

/** Locks the health of cameras in the health recorder's order, retired ones too. */
export async function lockCameraStates(tx: Queryable, cameraIds: readonly string[]): Promise<void> {
  await tx.rows(sql`SELECT 1 FROM camera_state WHERE camera_id = ANY(${cameraIds}::uuid[]) ORDER BY camera_id FOR UPDATE`);
}
