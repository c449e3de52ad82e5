import { emptyModel, type Operation, type OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { findChild, findChildren } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { media2Capabilities } from './media-capabilities.ts';
import type { StreamTransport } from './media-options.ts';
import { assertTransport, snapshotUriFor, streamUriFor } from './media-uri.ts';
import { media2ProfileElement } from './media2-profile-element.ts';
import { findProfile } from './profile-lookup.ts';
import { assertSnapshotSupported } from './snapshot-support.ts';

// tr2:TransportProtocol; the secured ones are not supported here.
const transports: Readonly<Record<string, StreamTransport>> = {
  RtspUnicast: 'udp',
  RtspMulticast: 'multicast',
  RTSP: 'tcp',
  RtspOverHttp: 'http',
};

/** The part of the Media2 service that a viewer needs (Media2 5.1.2, 5.4, 5.5 and 5.15). */
export const media2Operations: readonly Operation[] = [
  operation('GetServiceCapabilities', emptyModel, ({ options }) => media2Capabilities(options), 'PRE_AUTH'),
  operation(
    'GetProfiles',
    {
      particles: [
        { name: 'tr2:Token', min: 0, content: 'token64' },
        { name: 'tr2:Type', min: 0, max: Number.POSITIVE_INFINITY, content: 'string' },
      ],
    },
    answerProfiles,
  ),
  operation(
    'GetStreamUri',
    {
      particles: [
        { name: 'tr2:Protocol', content: 'string' },
        { name: 'tr2:ProfileToken', content: 'token64' },
      ],
    },
    answerStreamUri,
  ),
  operation('GetSnapshotUri', { particles: [{ name: 'tr2:ProfileToken', content: 'token64' }] }, answerSnapshotUri),
];

function operation(name: string, model: ContentModel, answer: Operation['answer'], accessClass: Operation['accessClass'] = 'READ_MEDIA'): Operation {
  return {
    name,
    endpoint: 'media2',
    prefix: 'tr2',
    accessClass,
    model,
    action: `${xmlNamespaces.tr2}/${name}`,
    answer,
  };
}

function answerProfiles({ payload, options }: OperationCall): readonly XmlElement[] {
  const token = findChild(payload, 'tr2:Token')?.text;
  const types = new Set(findChildren(payload, 'tr2:Type').map((type) => type.text));
  const profiles = token === undefined ? options.profiles : [findProfile(options, token)];
  return profiles.map((profile) => media2ProfileElement(profile, types));
}

function answerStreamUri(call: OperationCall): XmlElement {
  const { token } = requestedProfile(call);
  const protocol = findChild(call.payload, 'tr2:Protocol')?.text ?? '';
  const request = { service: 'media2', profileToken: token, transport: transports[protocol] } as const;
  assertTransport(request, call.options);
  return element('tr2:Uri', streamUriFor(request, call.options, call.origin));
}

function answerSnapshotUri(call: OperationCall): XmlElement {
  assertSnapshotSupported(call.options);
  const request = { service: 'media2', profileToken: requestedProfile(call).token } as const;
  return element('tr2:Uri', snapshotUriFor(request, call.options, call.origin));
}

function requestedProfile({ payload, options }: OperationCall) {
  return findProfile(options, findChild(payload, 'tr2:ProfileToken')?.text ?? '');
}
