const SECONDS_PER_HOUR = 3600;
const BITS_PER_BYTE = 8;
/** Share of the free space that recordings leave alone: the database, the log and the system live there too. */
const RESERVE_RATIO = 0.1;

/** Bit rate that the disk is reckoned with until a camera's own is known: a usual 1080p H.264 main stream. */
export const ASSUMED_BITRATE_BPS = 2_000_000;

/** Recordings of `cameraCount` cameras alike. */
export interface RecordingPlan {
  readonly cameraCount: number;
  readonly bitrateBps: number;
  readonly retentionHours: number;
}

/** Bytes that a recording plan takes once its ring is full: cameras × bit rate × time. 118 cameras at 2 Mbit/s for 72 h take 7.6 TB (10^12 bytes). */
export function storageNeedBytes(plan: RecordingPlan): number {
  return Math.ceil((plan.cameraCount * plan.bitrateBps * plan.retentionHours * SECONDS_PER_HOUR) / BITS_PER_BYTE);
}

/** What a plan takes beside what there is; `fits` leaves a tenth of `availableBytes` free. */
export interface StorageVerdict {
  readonly fits: boolean;
  readonly neededBytes: number;
  /** How much is lacking; 0 when it fits. */
  readonly missingBytes: number;
}

/** Whether a plan fits into `availableBytes` (free bytes, and those its own ring holds already), with a tenth left free. */
export function storageVerdict(plans: readonly RecordingPlan[], availableBytes: number): StorageVerdict {
  const neededBytes = plans.reduce((sum, plan) => sum + storageNeedBytes(plan), 0);
  const missingBytes = Math.max(0, neededBytes - Math.floor(availableBytes * (1 - RESERVE_RATIO)));
  return { fits: missingBytes === 0, neededBytes, missingBytes };
}
