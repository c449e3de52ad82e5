import type { Absence, AbsenceInput, Camera } from '../api/api-types.ts';
import { absenceCall, absencesPath } from '../api/fault-api.ts';
import { groundOf } from '../offline/sending-rule.ts';
import type { ActionInput } from '../offline/waiting-action.ts';

/** An absence that is set ahead, as it waits for a connection under `key`: only while the camera's absences are those that were read (`known`), so that one which somebody ended since is not set again. */
export function waitingAbsence({ id, name }: Pick<Camera, 'id' | 'name'>, absence: AbsenceInput, known: readonly Absence[], key: string): ActionInput<Absence> {
  const ground = { path: absencesPath(id), fields: groundOf({ items: known }, ['items']) };
  return { kind: 'camera_absence', about: name, recordId: id, call: absenceCall(id, absence), key, ground };
}
