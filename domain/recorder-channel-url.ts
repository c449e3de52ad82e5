import { holdsPassword } from './address-rule.ts';
import { AppError } from './app-error.ts';

/** Where a maker's recorders keep the streams of their channels. */
export interface ChannelUrlTemplate {
  readonly maker: string;
  /** Path of one channel's main stream; `{channel}` is its number from 1, `{channel:02}` the same with two digits. */
  readonly template: string;
  /** Where the maker says so. */
  readonly source: string;
}

/**
 * RTSP paths of recorders' channels, as their makers publish them. Firmware differs: a check tells whether a path is right. Several Vietnamese
 * brands sell devices of these makers under their own names (KBVision and Imou: Dahua; HiLook: Hikvision).
 */
export const CHANNEL_URL_TEMPLATES: readonly ChannelUrlTemplate[] = [
  {
    maker: 'Hikvision, HiLook, Ezviz',
    template: '/Streaming/Channels/{channel}01',
    source: 'Hikvision ISAPI, section "Streaming": channel number, then 01 main or 02 sub stream',
  },
  {
    maker: 'Dahua, KBVision, Imou',
    template: '/cam/realmonitor?channel={channel}&subtype=0',
    source: 'Dahua HTTP API, "RTSP": channel from 1, subtype 0 main stream',
  },
  { maker: 'Uniview', template: '/unicast/c{channel}/s0/live', source: 'Uniview support note "RTSP address of IPC and NVR": c channel, s0 main stream' },
  { maker: 'Reolink', template: '/h264Preview_{channel:02}_main', source: 'Reolink support note "Introduction to RTSP": two-digit channel' },
  { maker: 'TVT, Questek', template: '/?chID={channel}&streamType=main', source: 'TVT NVR user manual, "RTSP"' },
  { maker: 'Axis (video encoder)', template: '/axis-media/media.amp?camera={channel}', source: 'Axis VAPIX, "Video streaming API": argument camera' },
];

const PLACEHOLDER = /\{channel(?::0(\d))?\}/g;

/**
 * Puts a channel's number into a template.
 *
 * @param channel from 1.
 */
export function channelPath(template: string, channel: number): string {
  return template.replaceAll(PLACEHOLDER, (_whole, digits: string | undefined) => String(channel).padStart(Number(digits ?? 1), '0'));
}

/**
 * Address of a channel: the recorder's address without its path, and the template's path.
 *
 * @param url the recorder's, `rtsp://host[:port]`, with or without a closing slash.
 */
export function channelUrl(url: string, template: string, channel: number): string {
  return `${url.replace(/\/$/, '')}${channelPath(template, channel)}`;
}

/** Checks a template before it is used. Errors: `channel_template_malformed`, `credentials_in_url` (invalid). */
export function checkChannelTemplate(template: string): void {
  if (holdsPassword(template)) {
    throw new AppError('invalid', 'credentials_in_url', 'Take user and password out of the path and give them in their own fields.');
  }
  const named = template.match(PLACEHOLDER)?.length ?? 0;
  const rest = template.replaceAll(PLACEHOLDER, '');
  if (template.startsWith('/') && named > 0 && !/[{}]/.test(rest)) return;
  throw new AppError(
    'invalid',
    'channel_template_malformed',
    "Write the path of one channel's stream as the maker's manual gives it, beginning with /, with {channel} where the channel's number stands.",
  );
}

/** Checks that a recorder's address is no channel's: the path belongs into the template. Errors: `recorder_url_with_path` (invalid). */
export function checkRecorderTarget(target: string): void {
  if (target === '/') return;
  throw new AppError(
    'invalid',
    'recorder_url_with_path',
    "Give the recorder's address without a path, as rtsp://host:554, and the path in channelUrlTemplate.",
  );
}
