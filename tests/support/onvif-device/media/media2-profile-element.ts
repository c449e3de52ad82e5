import { element, type XmlElement } from '../xml/xml-element.ts';
import type { MediaProfile } from './media-options.ts';
import { multicastElement, resolutionElement, videoSourceElement } from './video-source-element.ts';

/**
 * tr2:MediaProfile.
 *
 * @param types the configurations asked for; none are given out when it is empty, all with `All` (Media2 5.1.2).
 */
export function media2ProfileElement(profile: MediaProfile, types: ReadonlySet<string>): XmlElement {
  const wants = (type: string) => types.has('All') || types.has(type);
  const configurations = [
    wants('VideoSource') ? videoSourceElement('tr2:VideoSource', profile) : undefined,
    wants('VideoEncoder') ? encoderElement(profile) : undefined,
  ];
  return element('tr2:Profiles', [element('tr2:Name', profile.name), types.size > 0 ? element('tr2:Configurations', configurations) : undefined], {
    token: profile.token,
    fixed: profile.fixed,
  });
}

/** tt:VideoEncoder2Configuration. */
function encoderElement(profile: MediaProfile): XmlElement {
  return element(
    'tr2:VideoEncoder',
    [
      element('tt:Name', profile.name),
      element('tt:UseCount', 1),
      element('tt:Encoding', profile.encoding),
      resolutionElement(profile),
      element('tt:RateControl', [element('tt:FrameRateLimit', profile.frameRate), element('tt:BitrateLimit', profile.bitrateKbps)]),
      multicastElement(),
      element('tt:Quality', profile.quality),
    ],
    { token: `${profile.token}_encoder`, ...codecAttributes(profile) },
  );
}

function codecAttributes(profile: MediaProfile): Record<string, string | number> {
  return profile.encoding === 'JPEG' ? {} : { GovLength: profile.govLength, Profile: profile.encodingProfile };
}
