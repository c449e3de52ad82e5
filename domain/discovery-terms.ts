/**
 * `interrupted`: what searched was stopped, or lost, and nobody goes on with it; what had been found is shown all the same. `stopped`: somebody ended it.
 */
export const DISCOVERY_STATES = ['waiting', 'active', 'completed', 'interrupted', 'stopped', 'failed'] as const;
export type DiscoveryState = (typeof DISCOVERY_STATES)[number];

/** How a device showed itself. */
export const FOUND_BY = ['ws_discovery', 'sweep'] as const;
export type FoundBy = (typeof FOUND_BY)[number];

/** Ways of signing in that a device offered when it refused to answer without one. */
export const SIGN_IN_SCHEMES = ['digest_sha256', 'digest_md5', 'basic', 'username_token'] as const;
export type SignInScheme = (typeof SIGN_IN_SCHEMES)[number];

/** Results are kept for a day: addresses of a network go to other devices after that. */
export const DISCOVERY_KEPT_MS = 24 * 3_600_000;

/** How many discoveries an organisation may begin within an hour. */
export const DISCOVERIES_AN_HOUR = 12;

/** More devices than this are counted and not kept. */
export const MAX_FOUND_DEVICES = 1000;

/**
 * Ports that a discovery asks for ONVIF, with who uses them out of the box: 80 most makers (Hikvision, Dahua, Axis, Imou, Ezviz), 8080 and 5000 plain OEM devices and
 * recorders, 8000 Reolink, 8899 Xiongmai and its many OEM brands, 2020 Tapo, 443 those that encrypt.
 */
export const ONVIF_PORTS = [80, 8080, 8000, 8899, 2020, 5000, 443] as const;

/** Ports that a discovery asks for RTSP (RFC 2326, section 3.2, and its usual alternative). */
export const RTSP_PORTS = [554, 8554] as const;
