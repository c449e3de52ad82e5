import { element, type XmlElement } from '../xml/xml-element.ts';
import type { IdentityOptions } from './identity-options.ts';

/** tds:Scopes of GetScopes: fixed ones for profile, hardware and name (ONVIF Core 7.3.2.2, 8.3.14). */
export function scopeElements(options: IdentityOptions): readonly XmlElement[] {
  return (options.scopes ?? identityScopes(options)).map((scope) => element('tds:Scopes', [element('tt:ScopeDef', 'Fixed'), element('tt:ScopeItem', scope)]));
}

function identityScopes({ identity }: IdentityOptions): readonly string[] {
  const root = 'onvif://www.onvif.org';
  return [
    `${root}/Profile/Streaming`,
    `${root}/Profile/T`,
    `${root}/hardware/${encodeURIComponent(identity.model)}`,
    `${root}/name/${encodeURIComponent(`${identity.manufacturer} ${identity.model}`)}`,
    `${root}/SerialNumber/${encodeURIComponent(identity.serialNumber)}`,
  ];
}
