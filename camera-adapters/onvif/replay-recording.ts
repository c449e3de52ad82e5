import { AppError, isAppError } from '../../domain/app-error.ts';
import type { OnvifSource, RtspSource } from '../../domain/camera-source.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { readDeviceServices } from './device-services.ts';
import { escapeXml } from './escape-xml.ts';
import { badAnswerError } from './onvif-error.ts';
import { NS } from './onvif-namespaces.ts';
import { openOnvifSession } from './onvif-session.ts';
import { textAt } from './xml-element.ts';

/**
 * Where a recording can be replayed from, judged like every address that a device gives (ONVIF Replay Control, "GetReplayUri").
 *
 * @throws AppError `camera`/`not_supported` without a replay service, `camera`/`replay_refused` when the device has no such recording any more, and as `ReturnedAddresses.media`.
 */
export async function findReplaySource(source: OnvifSource, recordingToken: string, context: ContactContext, deadline: ContactDeadline): Promise<RtspSource> {
  const session = await openOnvifSession(source, context, deadline);
  const { replay } = await readDeviceServices(session.client, session.device, session.addresses);
  if (replay === undefined)
    throw new AppError('camera', 'not_supported', 'The camera no longer offers to play its recordings. Export the footage at the device and hand the file in.');
  const setup =
    `<q:StreamSetup><t:Stream xmlns:t="${NS.schema}">RTP-Unicast</t:Stream><t:Transport xmlns:t="${NS.schema}"><t:Protocol>RTSP</t:Protocol></t:Transport></q:StreamSetup>` +
    `<q:RecordingToken>${escapeXml(recordingToken)}</q:RecordingToken>`;
  const call = { endpoint: replay.endpoint, namespace: NS.replay, operation: 'GetReplayUri', content: setup };
  const { response } = await session.client.call(call).catch(refused);
  const uri = textAt(response, NS.replay, 'Uri');
  if (uri === undefined) throw badAnswerError('missing', 'The recorder answered without the address of its recording. Renew its firmware.');
  return { kind: 'rtsp', url: (await session.addresses.media(uri, 'rtsp')).url.url, transport: 'tcp' };
}

function refused(error: unknown): never {
  if (!isAppError(error, 'camera_fault')) throw error;
  throw new AppError(
    'camera',
    'replay_refused',
    'The recorder does not play this recording: it may be overwritten by now. Search again, or export the footage at the recorder.',
    {
      details: error.details,
      cause: error,
    },
  );
}
