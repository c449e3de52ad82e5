import { element, type XmlElement } from '../xml/xml-element.ts';
import type { DeviceNetwork } from './identity-options.ts';

/** tt:NetworkInterface (ONVIF Core 8.2.10). */
export function networkInterfaceElement(network: DeviceNetwork): XmlElement {
  return element(
    'tds:NetworkInterfaces',
    [
      element('tt:Enabled', true),
      element('tt:Info', [element('tt:Name', network.token), element('tt:HwAddress', network.macAddress), element('tt:MTU', 1500)]),
      element('tt:IPv4', [element('tt:Enabled', true), ipv4ConfigurationElement(network)]),
    ],
    { token: network.token },
  );
}

function ipv4ConfigurationElement(network: DeviceNetwork): XmlElement {
  const address = [element('tt:Address', network.ipv4Address), element('tt:PrefixLength', network.prefixLength)];
  return element('tt:Config', [element(network.dhcp ? 'tt:FromDHCP' : 'tt:Manual', address), element('tt:DHCP', network.dhcp)]);
}
