import type { PingResult } from '../../domain/camera-contact.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { cancelledError } from '../socket-error.ts';
import { describeCamera } from './describe-camera.ts';
import { dialCamera } from './dial-camera.ts';

// one for all pings: nobody waits on a connection whose ping is over, and an error's stack costs as much as a request
const PING_DONE = cancelledError();

/** OPTIONS and a signed DESCRIBE: shows that the camera answers, takes our sign-in and has video at its path. No media is asked for. */
export async function pingRtsp(source: RtspSource, context: ContactContext): Promise<PingResult> {
  return withContactDeadline(context, async (deadline) => {
    const camera = await dialCamera(source, context, deadline);
    try {
      await describeCamera(camera);
      return { roundTripMs: camera.connection.roundTripMs ?? 0, ...(camera.dateClock === undefined ? {} : { clock: camera.dateClock }) };
    } finally {
      camera.connection.close(PING_DONE);
    }
  });
}
