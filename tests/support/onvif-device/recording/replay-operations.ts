import { durationMs } from '../events/termination-time.ts';
import { emptyModel, type Operation, type OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { senderFault } from '../soap/soap-fault.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { replayCapabilities } from './recording-capabilities.ts';
import type { ReplayUriRequest } from './recording-options.ts';

/** tt:StreamSetup and tt:Transport. */
const streamSetupModel: ContentModel = {
  open: true,
  particles: [
    { name: 'tt:Stream', content: 'string' },
    {
      name: 'tt:Transport',
      content: {
        particles: [
          { name: 'tt:Protocol', content: 'string' },
          { name: 'tt:Tunnel', min: 0, content: 'anything' },
        ],
      },
    },
  ],
};

const uriModel: ContentModel = {
  particles: [
    { name: 'trp:StreamSetup', content: streamSetupModel },
    { name: 'trp:RecordingToken', content: 'token64' },
  ],
};

const configurationModel: ContentModel = {
  particles: [{ name: 'trp:Configuration', content: { open: true, particles: [{ name: 'tt:SessionTimeout', content: 'duration' }] } }],
};

// As Media 5.15.1 has them; TCP stands for the deprecated RTP over TCP without RTSP.
const transports: Readonly<Record<string, ReplayUriRequest['transport']>> = { UDP: 'udp', RTSP: 'tcp', HTTP: 'http' };

/** The replay service (replay.wsdl, ReplayPort). */
export const replayOperations: readonly Operation[] = [
  operation('GetServiceCapabilities', 'PRE_AUTH', ({ options }) => replayCapabilities(options)),
  operation('GetReplayUri', 'READ_MEDIA', answerUri, uriModel),
  operation('GetReplayConfiguration', 'READ_MEDIA', ({ recorder }) =>
    element('trp:Configuration', element('tt:SessionTimeout', recorder.replaySessionTimeout)),
  ),
  operation('SetReplayConfiguration', 'ACTUATE', answerSetConfiguration, configurationModel),
];

function operation(name: string, accessClass: Operation['accessClass'], answer: Operation['answer'], model: ContentModel = emptyModel): Operation {
  return { name, endpoint: 'replay', prefix: 'trp', accessClass, model, action: `${xmlNamespaces.trp}/${name}`, answer };
}

function answerUri(call: OperationCall): XmlElement {
  const { options, payload, origin } = call;
  const transport = requestedTransport(call);
  if (transport === undefined || !options.replayTransports.includes(transport)) {
    throw senderFault('The stream setup is not supported', 'ter:InvalidArgVal', 'ter:InvalidStreamSetup');
  }
  const recordingToken = findChild(payload, 'trp:RecordingToken')?.text ?? '';
  if (!options.recordings.some(({ token }) => token === recordingToken)) {
    throw senderFault('The recording does not exist', 'ter:InvalidArgVal', 'ter:NoRecording');
  }
  const { replayUri } = options;
  const chosen = typeof replayUri === 'function' ? replayUri({ recordingToken, transport }) : replayUri;
  return element('trp:Uri', chosen ?? `rtsp://${new URL(origin).hostname}:554/replay/${encodeURIComponent(recordingToken)}`);
}

function requestedTransport({ payload }: OperationCall): ReplayUriRequest['transport'] | undefined {
  const setup = findChild(payload, 'trp:StreamSetup');
  const [stream, protocol] = [findChild(setup, 'tt:Stream'), findChild(findChild(setup, 'tt:Transport'), 'tt:Protocol')];
  if (stream === undefined || protocol === undefined) return undefined;
  if (collapsedText(stream) === 'RTP-Multicast') return 'multicast';
  return collapsedText(stream) === 'RTP-Unicast' ? transports[collapsedText(protocol)] : undefined;
}

function answerSetConfiguration({ payload, recorder }: OperationCall): undefined {
  const timeout = findChild(findChild(payload, 'trp:Configuration'), 'tt:SessionTimeout');
  const text = timeout === undefined ? '' : collapsedText(timeout);
  const lengthMs = durationMs(text);
  if (lengthMs === undefined || lengthMs < 1_000 || lengthMs > 3_600_000) {
    throw senderFault('The session timeout cannot be set', 'ter:InvalidArgVal', 'ter:ConfigModify');
  }
  recorder.replaySessionTimeout = text;
  return undefined;
}
