import { type AuthOptions, defaultAuthOptions } from './auth/auth-options.ts';
import { type ClockOptions, defaultClockOptions } from './device-service/clock-options.ts';
import { defaultIdentityOptions, type DeviceIdentity, type DeviceNetwork, type IdentityOptions } from './device-service/identity-options.ts';
import { defaultEventOptions, type EventOptions } from './events/event-options.ts';
import { defaultFaultOptions, type FaultOptions } from './faults/device-fault.ts';
import { defaultWireOptions, type WireOptions } from './http/wire-options.ts';
import { defaultMediaOptions, type MediaOptions } from './media/media-options.ts';
import { defaultRecordingOptions, type RecordingOptions } from './recording/recording-options.ts';
import { defaultServiceOptions, type ServiceKey, type ServiceOptions } from './service-catalogue.ts';
import { defaultSnapshotOptions, type SnapshotOptions } from './snapshot/snapshot-options.ts';

/** All there is to set about the device. */
export type OnvifDeviceOptions = AuthOptions &
  ClockOptions &
  IdentityOptions &
  ServiceOptions &
  MediaOptions &
  SnapshotOptions &
  EventOptions &
  RecordingOptions &
  FaultOptions &
  WireOptions;

type MergedGroups = 'identity' | 'network' | 'servicePaths';

/** Some of the options. `identity`, `network` and `servicePaths` are merged, every other one is replaced whole. */
export type OnvifDeviceOverrides = Partial<Omit<OnvifDeviceOptions, MergedGroups>> & {
  readonly identity?: Partial<DeviceIdentity>;
  readonly network?: Partial<DeviceNetwork>;
  readonly servicePaths?: Partial<Record<ServiceKey, string>>;
};

/** A device as it comes out of the box: digest with MD5, both media services, right clock, no faults. */
export const defaultDeviceOptions: OnvifDeviceOptions = {
  ...defaultAuthOptions,
  ...defaultClockOptions,
  ...defaultIdentityOptions,
  ...defaultServiceOptions,
  ...defaultMediaOptions,
  ...defaultSnapshotOptions,
  ...defaultEventOptions,
  ...defaultRecordingOptions,
  ...defaultFaultOptions,
  ...defaultWireOptions,
};

/** The options with some of them changed. */
export function overrideOptions(options: OnvifDeviceOptions, overrides: OnvifDeviceOverrides): OnvifDeviceOptions {
  return {
    ...options,
    ...overrides,
    identity: { ...options.identity, ...overrides.identity },
    network: { ...options.network, ...overrides.network },
    servicePaths: { ...options.servicePaths, ...overrides.servicePaths },
  };
}
