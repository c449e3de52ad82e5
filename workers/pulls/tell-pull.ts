import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { EdgePullRow } from '../../db/repositories/edge-pull-repository.ts';
import type { PullState } from '../../domain/edge-pull-rule.ts';

/** Tells those who watch the incident how a pull fares. */
export async function tellPull(db: Queryable, { id: pullId, incidentId, cameraId }: EdgePullRow, state: PullState): Promise<void> {
  await publishEvent(db, { topic: 'incidents', type: 'footage_pull', data: { incidentId, cameraId, pullId, state } });
}
