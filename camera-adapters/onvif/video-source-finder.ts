import type { EventVideoSource } from '../../domain/camera-event.ts';
import { videoSources } from './media-profile.ts';
import type { MediaProfile } from './media-profile.ts';

/** Which video source the items of a message's source name; undefined when they name none that is known, or several. */
export type VideoSourceFinder = (items: readonly { readonly name: string; readonly value: string }[]) => EventVideoSource | undefined;

/**
 * Items that say which picture a flag is about: of topics under `VideoSource` the video source's token (Imaging, section 5.5), of rules the token of its configuration (Analytics, annex A); makers also write
 * the channel's number, counted from 1.
 */
const SOURCE_ITEMS: ReadonlyMap<string, 'source' | 'configuration' | 'number'> = new Map([
  ['source', 'source'],
  ['videosource', 'source'],
  ['videosourcetoken', 'source'],
  ['videosourceconfigurationtoken', 'configuration'],
  ['videosourceconfiguration', 'configuration'],
  ['channel', 'number'],
  ['channelid', 'number'],
]);

/** Finds video sources by what the device's own profiles say of them. Pure. */
export function createVideoSourceFinder(profiles: readonly MediaProfile[]): VideoSourceFinder {
  const sources = videoSources(profiles);
  const bySource = (value: string): number[] => sources.flatMap((token, index) => (token === value ? [index + 1] : []));
  const byConfiguration = (value: string): number[] =>
    profiles.filter(({ videoSourceConfigToken }) => videoSourceConfigToken === value).map(({ videoSourceToken }) => sources.indexOf(videoSourceToken) + 1);
  const byNumber = (value: string): number[] => (/^[1-9]\d{0,3}$/.test(value) && Number(value) <= sources.length ? [Number(value)] : []);
  const ways = { source: [bySource, byConfiguration], configuration: [byConfiguration, bySource], number: [byNumber] } as const;

  return (items) => {
    const numbers = items.flatMap(({ name, value }) => {
      const said = SOURCE_ITEMS.get(name.toLowerCase());
      return said === undefined ? [] : (ways[said].map((way) => way(value.trim())).find((found) => found.length > 0) ?? []);
    });
    const [number, ...others] = new Set(numbers);
    if (number === undefined || others.length > 0) return undefined;
    const token = sources[number - 1];
    return { number, ...(token !== undefined && { token }) };
  };
}
