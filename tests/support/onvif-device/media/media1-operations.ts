import { emptyModel, type Operation, type OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { receiverFault, senderFault } from '../soap/soap-fault.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { media1Capabilities } from './media-capabilities.ts';
import type { MediaProfile, StreamTransport } from './media-options.ts';
import { assertTransport, snapshotUriFor, streamUriFor } from './media-uri.ts';
import { hasMedia1Encoder, media1ProfileElement } from './media1-profile-element.ts';
import { findProfile } from './profile-lookup.ts';
import { assertSnapshotSupported } from './snapshot-support.ts';

const profileTokenModel: ContentModel = { particles: [{ name: 'trt:ProfileToken', content: 'token64' }] };

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

// Media 5.15.1, table of stream types; TCP is deprecated there and not in the table.
const unicastTransports: Readonly<Record<string, StreamTransport>> = { UDP: 'udp', RTSP: 'tcp', HTTP: 'http' };

/** The part of the Media service that a viewer needs (Media 5.2, 5.15, 5.16 and 5.21). */
export const media1Operations: readonly Operation[] = [
  operation('GetServiceCapabilities', emptyModel, ({ options }) => media1Capabilities(options), 'PRE_AUTH'),
  operation('GetProfiles', emptyModel, ({ options }) => options.profiles.map((profile) => media1ProfileElement('trt:Profiles', profile))),
  operation('GetProfile', profileTokenModel, (call) => media1ProfileElement('trt:Profile', requestedProfile(call))),
  operation('GetStreamUri', { particles: [{ name: 'trt:StreamSetup', content: streamSetupModel }, ...profileTokenModel.particles] }, answerStreamUri),
  operation('GetSnapshotUri', profileTokenModel, answerSnapshotUri),
];

function operation(name: string, model: ContentModel, answer: Operation['answer'], accessClass: Operation['accessClass'] = 'READ_MEDIA'): Operation {
  return {
    name,
    endpoint: 'media1',
    prefix: 'trt',
    accessClass,
    model,
    action: `${xmlNamespaces.trt}/${name}`,
    answer,
  };
}

function requestedProfile({ payload, options }: OperationCall): MediaProfile {
  return findProfile(options, findChild(payload, 'trt:ProfileToken')?.text ?? '');
}

function answerStreamUri(call: OperationCall): XmlElement {
  const profile = requestedProfile(call);
  const request = { service: 'media1', profileToken: profile.token, transport: requestedTransport(call) } as const;
  assertTransport(request, call.options);
  assertComplete(profile);
  return mediaUriElement(streamUriFor(request, call.options, call.origin));
}

function requestedTransport({ payload }: OperationCall): StreamTransport | undefined {
  const setup = findChild(payload, 'trt:StreamSetup');
  const stream = findChild(setup, 'tt:Stream');
  const protocol = findChild(findChild(setup, 'tt:Transport'), 'tt:Protocol');
  const kind = stream && collapsedText(stream);
  if (kind !== 'RTP-Unicast' && kind !== 'RTP-Multicast') {
    throw senderFault('Argument Value Invalid: Stream', 'ter:InvalidArgVal', 'ter:InvalidStreamSetup');
  }
  return kind === 'RTP-Multicast' ? 'multicast' : unicastTransports[protocol ? collapsedText(protocol) : ''];
}

function answerSnapshotUri(call: OperationCall): XmlElement {
  assertSnapshotSupported(call.options);
  const profile = requestedProfile(call);
  assertComplete(profile);
  const request = { service: 'media1', profileToken: profile.token } as const;
  return mediaUriElement(snapshotUriFor(request, call.options, call.origin));
}

function assertComplete(profile: MediaProfile): void {
  if (hasMedia1Encoder(profile)) return;
  throw receiverFault('The profile has no video encoder', 'ter:Action', 'ter:IncompleteConfiguration');
}

/** tt:MediaUri with the fixed values of Media 5.15.1. */
function mediaUriElement(uri: string): XmlElement {
  return element('trt:MediaUri', [
    element('tt:Uri', uri),
    element('tt:InvalidAfterConnect', false),
    element('tt:InvalidAfterReboot', false),
    element('tt:Timeout', 'PT0S'),
  ]);
}
