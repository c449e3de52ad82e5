/** Answer of GetDeviceInformation (ONVIF Core 8.3.1). */
export interface DeviceIdentity {
  readonly manufacturer: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly serialNumber: string;
  readonly hardwareId: string;
}

/** The one network interface of the device (tt:NetworkInterface). */
export interface DeviceNetwork {
  readonly token: string;
  readonly macAddress: string;
  readonly ipv4Address: string;
  readonly prefixLength: number;
  readonly dhcp: boolean;
}

export interface IdentityOptions {
  readonly identity: DeviceIdentity;
  readonly network: DeviceNetwork;
  readonly hostname: string;
  /** Answer of GetNetworkProtocols (ONVIF Core 8.2). */
  readonly networkProtocols: readonly { readonly name: 'HTTP' | 'HTTPS' | 'RTSP'; readonly enabled: boolean; readonly port: number }[];
  /** Scope URIs; when absent they are made from the identity (ONVIF Core 7.3.2.2). */
  readonly scopes: readonly string[] | undefined;
}

/** Values that a careless client breaks: leading zeros, a version that looks like a number, `&`, Vietnamese. */
export const defaultIdentityOptions: IdentityOptions = {
  identity: {
    manufacturer: 'Đại Phát & Con',
    model: 'Mắt Phố <4K>',
    firmwareVersion: '1.10',
    serialNumber: '000000123456789012345678',
    hardwareId: '0042',
  },
  network: {
    token: 'eth0',
    macAddress: '02:00:5e:00:53:01',
    ipv4Address: '192.0.2.10',
    prefixLength: 24,
    dhcp: false,
  },
  hostname: 'cam-nga-ba-cho',
  networkProtocols: [
    { name: 'HTTP', enabled: true, port: 80 },
    { name: 'HTTPS', enabled: false, port: 443 },
    { name: 'RTSP', enabled: true, port: 554 },
  ],
  scopes: undefined,
};
