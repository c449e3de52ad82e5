import type { OnvifSource } from '../../domain/camera-source.ts';
import type { ReturnedAddress } from './returned-address.ts';

/**
 * Where cameras said that their pictures are. Asking for it takes four exchanges by SOAP, each on a connection of its own: more than all the rest of a picture by HTTP.
 * An address is remembered for one camera and the source that it is registered by (a recorder's channel is part of it), only on the very host that was dialled, and for an hour;
 * whoever uses one judges it anew.
 */
export interface KnownPictureAddresses {
  /** Undefined when none is known, any more. */
  find(cameraId: string, source: OnvifSource): string | undefined;
  remember(cameraId: string, source: OnvifSource, address: ReturnedAddress): void;
  forget(cameraId: string): void;
}

const KEPT_MS = 3_600_000;
/** More cameras than one worker ever serves; beyond it nothing more is remembered. */
const MAX_CAMERAS = 100_000;

/** @param now - wall clock or any other that only goes forward, milliseconds */
export function createKnownPictureAddresses(now: () => number = () => performance.now()): KnownPictureAddresses {
  const known = new Map<string, { sourceKey: string; url: string; untilMs: number }>();
  return {
    find(cameraId, source) {
      const entry = known.get(cameraId);
      if (entry === undefined) return undefined;
      if (entry.sourceKey === sourceKeyOf(source) && now() < entry.untilMs) return entry.url;
      known.delete(cameraId);
      return undefined;
    },
    remember(cameraId, source, { url, isForeign }) {
      if (isForeign || known.size >= MAX_CAMERAS) return;
      known.set(cameraId, { sourceKey: sourceKeyOf(source), url: url.url, untilMs: now() + KEPT_MS });
    },
    forget(cameraId) {
      known.delete(cameraId);
    },
  };
}

function sourceKeyOf({ url, channel, videoSource }: OnvifSource): string {
  return JSON.stringify([url, channel, videoSource]);
}
