import type { CameraAdapter } from '../../../camera-adapters/contract.ts';
import type { CameraCredentials, DialableSource, SourceKind } from '../../../domain/camera-source.ts';

/** A camera that can be dialled, and the adapter for it. */
export interface FixtureCamera {
  readonly adapter: CameraAdapter;
  readonly source: DialableSource;
  readonly credentials?: CameraCredentials;
  stop(): Promise<void>;
}

/**
 * What the contract suite needs of one kind of camera. To put another adapter under the contract, write one of these and add it to the suite's
 * table.
 */
export interface AdapterFixture {
  readonly kind: SourceKind;
  /** Whether its cameras tell of events; the others reject with `not_supported`. */
  readonly hasEvents: boolean;
  /** Works; its clock is `clockOffsetMs` ahead. */
  startHealthy(clockOffsetMs: number): Promise<FixtureCamera>;
  /** Works, but takes none of the credentials given with it. */
  startRefusing(): Promise<FixtureCamera>;
  /** Answers nothing, for as long as one waits. A recording gives up by itself within some seconds. */
  startSilent(): Promise<FixtureCamera>;
  /** Is not there at all. */
  startAbsent(): Promise<FixtureCamera>;
}
