import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraPurpose } from '../../domain/camera-terms.ts';
import type { SimulatedFaults } from '../../domain/camera-source.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';

/** Where a camera of the demo town hung and pointed; `toMs` is Infinity while it holds. */
export interface DatedPlacement {
  readonly placement: CameraPlacement;
  readonly during: TimeInterval;
}

/** What is wrong with a camera, and since when. */
export interface CameraTrouble {
  readonly faults: SimulatedFaults;
  /** Before it the camera was well. */
  readonly sinceMs: number;
}

/** A simulated camera of the demo town. */
export interface TownCamera {
  /** 0 to 117. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly siteName: string;
  /** 0 to 20, see `TownNeighbourhood`. */
  readonly neighbourhood: number;
  readonly isHighMounted: boolean;
  readonly purpose: CameraPurpose;
  /** Without a posted notice the camera is a draft. */
  readonly isDraft: boolean;
  readonly isInMaintenance: boolean;
  readonly recordsLive: boolean;
  /** Decides what the simulated camera draws. */
  readonly seed: number;
  readonly createdAtMs: number;
  /** In order of time, without gaps, the last one holds today. */
  readonly placements: readonly DatedPlacement[];
  /** Seconds and less: what every clock is wrong by. */
  readonly ordinaryOffsetMs: number;
  readonly trouble?: CameraTrouble;
}

/** What the camera does wrong today, its clock included. */
export function faultsOf({ ordinaryOffsetMs, trouble }: Pick<TownCamera, 'ordinaryOffsetMs' | 'trouble'>): SimulatedFaults {
  return { clockOffsetMs: ordinaryOffsetMs, ...trouble?.faults };
}

/** How far the camera's clock ran ahead at an instant. */
export function offsetThen(camera: Pick<TownCamera, 'ordinaryOffsetMs' | 'trouble'>, atMs: number): number {
  return camera.trouble && atMs >= camera.trouble.sinceMs ? (camera.trouble.faults.clockOffsetMs ?? camera.ordinaryOffsetMs) : camera.ordinaryOffsetMs;
}

/** The placement that held at an instant. */
export function placementThen(camera: Pick<TownCamera, 'placements'>, atMs: number): CameraPlacement | undefined {
  return camera.placements.find(({ during }) => during.fromMs <= atMs && atMs < during.toMs)?.placement;
}
