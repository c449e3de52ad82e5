import { DigestGuard } from './auth/digest-guard.ts';
import { UsernameTokenGuard } from './auth/username-token-guard.ts';
import { PullPointRegistry } from './events/pull-point-registry.ts';
import { FaultSchedule } from './faults/fault-schedule.ts';
import { createRecorderState, type RecorderState } from './recording/recorder-state.ts';
import { RequestLog } from './request-log.ts';

/** What the device remembers between requests. */
export interface DeviceState {
  readonly log: RequestLog;
  readonly digest: DigestGuard;
  readonly tokens: UsernameTokenGuard;
  readonly pullPoints: PullPointRegistry;
  readonly schedule: FaultSchedule;
  readonly recorder: RecorderState;
}

export function createDeviceState(): DeviceState {
  return {
    log: new RequestLog(),
    digest: new DigestGuard(),
    tokens: new UsernameTokenGuard(),
    pullPoints: new PullPointRegistry(),
    schedule: new FaultSchedule(),
    recorder: createRecorderState(),
  };
}
