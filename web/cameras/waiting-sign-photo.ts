import type { Camera } from '../api/api-types.ts';
import { signPhotoCall } from '../api/sign-api.ts';
import type { ActionInput } from '../offline/waiting-action.ts';

/** The photograph of a camera's sign, as it waits for a connection under `key`: it takes the place of the one before, and rests on nothing. */
export function waitingSignPhoto({ id, name }: Pick<Camera, 'id' | 'name'>, photo: Blob, key: string): ActionInput {
  return { kind: 'sign_photo', about: name, recordId: id, call: signPhotoCall(id, photo), key };
}
