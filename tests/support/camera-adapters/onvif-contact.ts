import { onTestFinished } from 'vitest';
import type { CameraAdapter, ContactContext } from '../../../camera-adapters/contract.ts';
import { createOnvifAdapter } from '../../../camera-adapters/onvif/onvif-adapter.ts';
import type { OnvifSource, RtspSource } from '../../../domain/camera-source.ts';
import type { OnvifDeviceOverrides } from '../onvif-device/device-options.ts';
import { startOnvifDevice } from '../onvif-device/start-onvif-device.ts';
import type { OnvifDevice } from '../onvif-device/start-onvif-device.ts';
import { contactContext } from './contact-context.ts';

/** A running device and what is needed to dial it. */
export interface OnvifContact {
  readonly device: OnvifDevice;
  readonly adapter: CameraAdapter<OnvifSource>;
  readonly source: OnvifSource;
  readonly context: ContactContext;
  /** What the device heard, as `operation:scheme` with `!` after a refusal. */
  heard(): readonly string[];
}

/**
 * Starts a device that is stopped when the test ends.
 *
 * @param rtsp dials its streams; without one a test that gets as far fails.
 */
export async function onvifContact(
  options: OnvifDeviceOverrides = {},
  contact: Partial<ContactContext> = {},
  rtsp: CameraAdapter<RtspSource> = noStreams(),
): Promise<OnvifContact> {
  const device = await startOnvifDevice(options);
  onTestFinished(() => device.stop());
  return {
    device,
    adapter: createOnvifAdapter({ rtsp }),
    source: { kind: 'onvif', url: device.url },
    context: contactContext({ credentials: device.options.credentials, ...contact }),
    heard: () => device.requests.map(({ operation, auth }) => `${operation}:${auth.scheme}${auth.verdict === 'refused' ? '!' : ''}`),
  };
}

function noStreams(): CameraAdapter<RtspSource> {
  const refuse = (): never => {
    throw new Error('the stream was dialled, which this test does not expect');
  };
  return { kind: 'rtsp', probe: refuse, ping: refuse, snapshot: refuse, record: refuse, events: refuse };
}
