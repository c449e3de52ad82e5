import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import type { MediaProfile } from './media-options.ts';
import { multicastElement, resolutionElement, videoSourceElement } from './video-source-element.ts';

/** Whether Media1 can describe the profile's encoder at all. */
export function hasMedia1Encoder(profile: MediaProfile): boolean {
  return profile.encoding !== 'H265';
}

/** tt:Profile of onvif.xsd, as Media1 answers with it. */
export function media1ProfileElement(name: QualifiedName, profile: MediaProfile): XmlElement {
  return element(
    name,
    [
      element('tt:Name', profile.name),
      videoSourceElement('tt:VideoSourceConfiguration', profile),
      hasMedia1Encoder(profile) ? encoderElement(profile) : undefined,
    ],
    { token: profile.token, fixed: profile.fixed },
  );
}

/** tt:VideoEncoderConfiguration. */
function encoderElement(profile: MediaProfile): XmlElement {
  return element(
    'tt:VideoEncoderConfiguration',
    [
      element('tt:Name', profile.name),
      element('tt:UseCount', 1),
      element('tt:Encoding', profile.encoding),
      resolutionElement(profile),
      element('tt:Quality', profile.quality),
      rateControlElement(profile),
      profile.encoding === 'H264' ? h264Element(profile) : undefined,
      multicastElement(),
      element('tt:SessionTimeout', 'PT60S'),
    ],
    { token: `${profile.token}_encoder` },
  );
}

/** tt:VideoRateControl: all whole numbers. */
function rateControlElement(profile: MediaProfile): XmlElement {
  return element('tt:RateControl', [
    element('tt:FrameRateLimit', Math.round(profile.frameRate)),
    element('tt:EncodingInterval', profile.encodingInterval),
    element('tt:BitrateLimit', profile.bitrateKbps),
  ]);
}

function h264Element(profile: MediaProfile): XmlElement {
  return element('tt:H264', [element('tt:GovLength', profile.govLength), element('tt:H264Profile', profile.encodingProfile)]);
}
