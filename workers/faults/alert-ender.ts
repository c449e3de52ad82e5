import type { Database } from '../../db/database.ts';
import { endAlertsAt, listEndingAlerts, lockAlerts } from '../../db/repositories/alert-repository.ts';
import { isAlertOver } from '../../domain/alert-timing.ts';

/** Ends alerts whose faults are closed. Returns the cameras concerned. Run twice it ends nothing twice. */
export async function endAlerts(database: Database): Promise<string[]> {
  return database.transaction(async (tx) => {
    await lockAlerts(tx);
    const over = (await listEndingAlerts(tx)).filter(isAlertOver);
    await endAlertsAt(
      tx,
      over.map(({ id, lastEndMs, endedBecause }) => ({ id, endedAtMs: lastEndMs, endedBecause })),
    );
    return [...new Set(over.flatMap(({ cameraIds }) => cameraIds))];
  });
}
