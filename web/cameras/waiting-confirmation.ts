import type { Camera, ConfirmationInput } from '../api/api-types.ts';
import { confirmationCall } from '../api/recorder-api.ts';
import type { ActionInput } from '../offline/waiting-action.ts';

/** A board's word on a camera that can't be dialled, as it waits for a connection under `key`: it says when somebody looked, and rests on nothing. */
export function waitingConfirmation({ id, name }: Pick<Camera, 'id' | 'name'>, word: Required<ConfirmationInput>, key: string): ActionInput {
  return { kind: 'camera_confirm', about: name, recordId: id, call: confirmationCall(id, word), key };
}
