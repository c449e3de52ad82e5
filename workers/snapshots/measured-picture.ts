import type { CapturedPicture } from '../../domain/camera-contact.ts';
import { checkJpeg } from '../../media/jpeg-check.ts';
import type { ContactResult } from '../contacts/camera-contacts.ts';
import { judgeFailure } from '../contacts/contact-failure.ts';

/** A picture that is whole, and what was measured in it. */
export interface MeasuredPicture {
  readonly captured: CapturedPicture;
  readonly measures: Readonly<Record<string, unknown>>;
}

/** Checks and measures a picture; one that is cut short or can't be read is the camera's failure. */
export async function measurePicture(result: ContactResult<CapturedPicture>): Promise<ContactResult<MeasuredPicture>> {
  if (!result.ok) return result;
  try {
    const size = checkJpeg(result.value.jpeg);
    return { ...result, value: { captured: { ...result.value, ...size }, measures: {} } };
  } catch (error) {
    return { ...result, ok: false, failure: judgeFailure(error) };
  }
}
