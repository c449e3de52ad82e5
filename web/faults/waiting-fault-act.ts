import type { FaultDetail } from '../api/api-types.ts';
import { faultNoteCall, faultPath, faultResponsibleCall, type FaultNoteInput } from '../api/fault-api.ts';
import { groundOf } from '../offline/sending-rule.ts';
import type { ActionInput } from '../offline/waiting-action.ts';

/** An entry of the repair ledger with its photographs, as it waits for a connection under `key`: it adds only, and rests on nothing. */
export function waitingNote(
  fault: Pick<FaultDetail, 'id' | 'cameraName'>,
  note: FaultNoteInput,
  photos: readonly Blob[],
  key: string,
): ActionInput<FaultDetail> {
  return { kind: 'fault_note', about: fault.cameraName, recordId: fault.id, call: faultNoteCall(fault.id, note, photos), key };
}

/** Who sees to a fault, as it waits under `key`: only while the ledger still names who it named. */
export function waitingResponsible(
  fault: Pick<FaultDetail, 'id' | 'cameraName' | 'responsible'>,
  responsible: string | null,
  key: string,
): ActionInput<FaultDetail> {
  return {
    kind: 'fault_responsible',
    about: fault.cameraName,
    recordId: fault.id,
    call: faultResponsibleCall(fault.id, responsible),
    key,
    ground: { path: faultPath(fault.id), fields: groundOf(fault, ['responsible']) },
  };
}
