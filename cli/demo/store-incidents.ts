import type { Queryable } from '../../db/database.ts';
import { insertIncident, insertLink, nextReferenceNumber } from '../../db/repositories/incident-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { TownIncident } from './town-incidents.ts';
import type { TownPeople } from './town-people.ts';
import type { TownUnits } from './town-units.ts';

const HOUR_MS = 3_600_000;
const VIETNAM_OFFSET_MS = 7 * HOUR_MS;
const LINKED_AFTER_MS = 2 * HOUR_MS;

/** Stores incidents in the given order, which is that of their reference numbers, and which cameras cleared them. The two officers take turns. */
export async function storeIncidents(
  tx: Queryable,
  incidents: readonly TownIncident[],
  { units, people }: { units: TownUnits; people: TownPeople },
): Promise<void> {
  const officers = people.users.filter(({ role }) => role === 'officer').map(({ id }) => id);
  for (const [index, incident] of incidents.entries()) {
    const enteredBy = officers[index % officers.length]!;
    const { neighbourhood, confirmedCameraIds, ...values } = incident;
    const year = new Date(incident.reportedAtMs + VIETNAM_OFFSET_MS).getUTCFullYear();
    const referenceNumber = await nextReferenceNumber(tx, year);
    await insertIncident(tx, {
      ...values,
      referenceNumber,
      unitId: units.neighbourhoods[neighbourhood]!.id,
      warnings: [],
      enteredBy,
      enteredFor: people.police.id,
    });
    const decidedAtMs = incident.recordedAtMs + LINKED_AFTER_MS;
    for (const cameraId of confirmedCameraIds) {
      await insertLink(tx, {
        id: newId(decidedAtMs),
        incidentId: incident.id,
        cameraId,
        verdict: 'confirmed',
        note: 'Hình ảnh thấy rõ diễn biến.',
        decidedBy: enteredBy,
        atMs: decidedAtMs,
      });
    }
  }
}
