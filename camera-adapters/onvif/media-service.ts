import { isAppError } from '../../domain/app-error.ts';
import type { MediaGeneration } from '../../domain/camera-contact.ts';
import type { DeviceService } from './device-services.ts';
import { escapeXml } from './escape-xml.ts';
import { readMedia1Profiles, readMedia2Profiles } from './media-profile.ts';
import type { MediaProfile } from './media-profile.ts';
import { badAnswerError } from './onvif-error.ts';
import { NS } from './onvif-namespaces.ts';
import type { SoapClient } from './soap-client.ts';
import { childOf, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** One media service of a device, Media1 and Media2 alike. */
export interface MediaService {
  readonly generation: MediaGeneration;
  readonly profiles: readonly MediaProfile[];
  /** Whether GetSnapshotUri may be asked: it belongs to a device only when its capabilities say so (Media2, section 5.5.1). */
  advertisesSnapshot(): Promise<boolean>;
  snapshotUri(profileToken: string): Promise<string>;
  /** Stream address and the transport that it was asked for. */
  streamUri(profileToken: string): Promise<{ readonly uri: string; readonly transport: 'tcp' | 'udp' }>;
}

/** What differs between the two. */
interface Dialect {
  readonly namespace: string;
  readonly profilesContent: string;
  readonly readProfiles: (response: XmlElement) => readonly MediaProfile[];
  readonly streamContent: (tokenXml: string, transport: 'tcp' | 'udp') => string;
  readonly readUri: (response: XmlElement) => string | undefined;
}

const DIALECTS: { readonly [G in MediaGeneration]: Dialect } = {
  media2: {
    namespace: NS.media2,
    profilesContent: '<q:Type>VideoSource</q:Type><q:Type>VideoEncoder</q:Type>',
    readProfiles: readMedia2Profiles,
    // Media2, section 5.4.1: `RTSP` is RTP inside the RTSP connection
    streamContent: (tokenXml, transport) => `<q:Protocol>${transport === 'tcp' ? 'RTSP' : 'RtspUnicast'}</q:Protocol>${tokenXml}`,
    readUri: (response) => textAt(response, NS.media2, 'Uri'),
  },
  media1: {
    namespace: NS.media1,
    profilesContent: '',
    readProfiles: readMedia1Profiles,
    // Media, section 5.15.1: protocol RTSP with unicast is RTP inside the RTSP connection
    streamContent: (tokenXml, transport) =>
      `<q:StreamSetup><t:Stream xmlns:t="${NS.schema}">RTP-Unicast</t:Stream><t:Transport xmlns:t="${NS.schema}">` +
      `<t:Protocol>${transport === 'tcp' ? 'RTSP' : 'UDP'}</t:Protocol></t:Transport></q:StreamSetup>${tokenXml}`,
    readUri: (response) => textAt(childOf(response, NS.media1, 'MediaUri'), NS.schema, 'Uri'),
  },
};

/**
 * Opens one media service and reads its profiles.
 *
 * @returns undefined when the device has it not after all.
 * @throws AppError of {@link SoapClient.call}.
 */
export async function openMediaService(client: SoapClient, generation: MediaGeneration, service: DeviceService): Promise<MediaService | undefined> {
  const dialect = DIALECTS[generation];
  const call = async (operation: string, content: string, isOpen = false): Promise<XmlElement> => {
    const { response } = await client.call({ endpoint: service.endpoint, namespace: dialect.namespace, operation, content, isOpen });
    return response;
  };
  const profiles = await supported(call('GetProfiles', dialect.profilesContent));
  if (profiles === undefined) return undefined;
  const requireUri = async (operation: string, content: string): Promise<string> => {
    const uri = dialect.readUri(await call(operation, content));
    if (uri === undefined)
      throw badAnswerError('missing', 'The camera answered without the address asked for. Renew its firmware, or register it by its RTSP address.', {
        operation,
      });
    return uri;
  };
  return {
    generation,
    profiles: dialect.readProfiles(profiles),
    async advertisesSnapshot() {
      const sentAlong = service.capabilities;
      const capabilities = sentAlong ?? childOf(await answered(call('GetServiceCapabilities', '', true)), dialect.namespace, 'Capabilities');
      return /^(?:true|1)$/i.test(capabilities?.attributes.get('SnapshotUri') ?? '');
    },
    snapshotUri: (profileToken) => requireUri('GetSnapshotUri', profileTokenXml(profileToken)),
    async streamUri(profileToken) {
      const ask = async (transport: 'tcp' | 'udp') => ({
        uri: await requireUri('GetStreamUri', dialect.streamContent(profileTokenXml(profileToken), transport)),
        transport,
      });
      try {
        return await ask('tcp');
      } catch (error) {
        // a device without RTP over TCP says so with a fault, of one kind or the other
        if (!isAppError(error, 'camera_fault')) throw error;
        return ask('udp');
      }
    },
  };
}

function profileTokenXml(token: string): string {
  return `<q:ProfileToken>${escapeXml(token)}</q:ProfileToken>`;
}

/** undefined when the device says that it hasn't the operation. */
async function supported(answer: Promise<XmlElement>): Promise<XmlElement | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isAppError(error, 'not_supported')) return undefined;
    throw error;
  }
}

/** undefined when the device refuses to say, whatever its words: then it advertises nothing. */
async function answered(answer: Promise<XmlElement>): Promise<XmlElement | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isAppError(error, 'not_supported') || isAppError(error, 'camera_fault')) return undefined;
    throw error;
  }
}
