import type { CapturedPicture } from '../../domain/camera-contact.ts';
import type { MeasuredImage } from '../../domain/picture-measures.ts';
import { measureImage } from '../../media/image-measures.ts';
import { checkJpeg } from '../../media/jpeg-check.ts';
import type { ContactResult } from '../contacts/camera-contacts.ts';
import { judgeFailure } from '../contacts/contact-failure.ts';

/** A picture that is whole, and what was measured in it. */
export interface MeasuredPicture {
  readonly captured: CapturedPicture;
  readonly image: MeasuredImage;
}

/** Checks and measures a picture; one that is cut short or can't be read is the camera's failure. Its size is the one in the file, whatever the camera said. */
export async function measurePicture(result: ContactResult<CapturedPicture>): Promise<ContactResult<MeasuredPicture>> {
  if (!result.ok) return result;
  try {
    const { jpeg } = result.value;
    const captured = { ...result.value, ...checkJpeg(jpeg) };
    return { ...result, value: { captured, image: await measureImage(jpeg) } };
  } catch (error) {
    return { ...result, ok: false, failure: judgeFailure(error) };
  }
}
