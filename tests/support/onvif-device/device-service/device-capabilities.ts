import { offeredAlgorithms } from '../auth/offered-algorithms.ts';
import type { OnvifDeviceOptions } from '../device-options.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';

/** `tds:Capabilities` of the device service (ONVIF Core 8.1.2.3; tds:DeviceServiceCapabilities). */
export function deviceCapabilities(options: OnvifDeviceOptions): XmlElement {
  return element('tds:Capabilities', [
    element('tds:Network', undefined, {
      IPFilter: false,
      ZeroConfiguration: false,
      IPVersion6: false,
      DynDNS: false,
      HostnameFromDHCP: false,
      NTP: 1,
    }),
    element('tds:Security', undefined, securityAttributes(options)),
    element('tds:System', undefined, {
      DiscoveryResolve: false,
      DiscoveryBye: false,
      RemoteDiscovery: false,
      SystemBackup: false,
      SystemLogging: false,
      HttpFirmwareUpgrade: false,
    }),
    element('tds:Misc', undefined, { AuxiliaryCommands: '' }),
  ]);
}

function securityAttributes(options: OnvifDeviceOptions): Record<string, string | boolean> {
  const algorithms = offeredAlgorithms(options.authMode, options);
  const tokens = options.authMode === 'ws-usernametoken' || options.authMode === 'digest-or-ws';
  return {
    'TLS1.0': false,
    'TLS1.1': false,
    'TLS1.2': false,
    AccessPolicyConfig: false,
    DefaultAccessPolicy: true,
    UsernameToken: tokens,
    HttpDigest: algorithms.length > 0,
    // tt:StringList, yet written with commas as the documentation of the attribute shows it.
    ...(algorithms.length > 0 && { HashingAlgorithms: algorithms.join(',') }),
  };
}
