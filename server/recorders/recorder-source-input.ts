import type { z } from 'zod';
import { checkCameraUrl, type AddressPolicy } from '../../domain/address-rule.ts';
import { channelUrl, checkChannelTemplate, checkRecorderTarget } from '../../domain/recorder-channel-url.ts';
import type { recorderSourceWire } from '../../domain/wire/recorder-wire.ts';
import type { StoredRecorderSource } from '../../db/repositories/recorder-repository.ts';
import type { StoredSource } from '../../db/registration/camera-source-input.ts';

type SourceInput = z.output<typeof recorderSourceWire>;

const NO_ADDRESS = { url: null, transport: null, channelUrlTemplate: null } as const;

/**
 * Checks a recorder's address. Errors: those of `checkCameraUrl`, `channel_template_malformed`, `recorder_url_with_path`.
 *
 * @param policy what the owner's cameras may be reached at.
 */
export function readRecorderSource(input: SourceInput, policy: AddressPolicy): StoredRecorderSource {
  switch (input.kind) {
    case 'rtsp': {
      const { url, target } = checkCameraUrl(input.url, 'rtsp', policy);
      checkRecorderTarget(target);
      checkChannelTemplate(input.channelUrlTemplate);
      return { kind: 'rtsp', url: url.replace(/\/$/, ''), transport: input.transport, channelUrlTemplate: input.channelUrlTemplate };
    }
    case 'onvif':
      return { ...NO_ADDRESS, kind: 'onvif', url: checkCameraUrl(input.url, 'onvif', policy).url };
    case 'registered':
      return { ...NO_ADDRESS, kind: 'registered' };
  }
}

/** The source of one channel; it has no credentials of its own. Errors: those of `checkCameraUrl`. */
export function channelSource(
  recorder: StoredRecorderSource,
  { channel, videoSource }: { readonly channel: number; readonly videoSource?: string | null | undefined },
  policy: AddressPolicy,
): StoredSource {
  if (recorder.kind === 'registered') return { source: { kind: 'registered' }, canonicalUrl: null, sealed: null };
  if (recorder.kind === 'onvif') {
    const token = videoSource === null || videoSource === undefined ? {} : { videoSource };
    return { source: { kind: 'onvif', url: recorder.url!, channel, ...token }, canonicalUrl: recorder.url, sealed: null };
  }
  const { url } = checkCameraUrl(channelUrl(recorder.url!, recorder.channelUrlTemplate!, channel), 'rtsp', policy);
  return { source: { kind: 'rtsp', url, transport: recorder.transport ?? 'tcp' }, canonicalUrl: url, sealed: null };
}
