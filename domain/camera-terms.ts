/** Why a camera stands where it stands; without one it stays a draft. */
export const CAMERA_PURPOSES = ['junction', 'market', 'school_gate', 'residential', 'accident_spot', 'disorder_spot', 'border', 'bank', 'other'] as const;
export type CameraPurpose = (typeof CAMERA_PURPOSES)[number];

/** A camera's state as one word, from its facets, its maintenance flag and whether it may be active at all. */
export const CAMERA_STATES = ['draft', 'online', 'degraded', 'offline', 'maintenance', 'unknown'] as const;
export type CameraState = (typeof CAMERA_STATES)[number];

export const RECORDING_MODES = ['off', 'continuous', 'edge'] as const;
export type RecordingMode = (typeof RECORDING_MODES)[number];

export const UNIT_LEVELS = ['country', 'province', 'district', 'commune', 'ward', 'township', 'special_zone', 'neighbourhood', 'drawn_area'] as const;
export type UnitLevel = (typeof UNIT_LEVELS)[number];

/** Whether a camera keeps its direction. `ptz` is turned by whoever is at it; of a `dome` nobody outside sees where it looks. */
export const CAMERA_MOTIONS = ['fixed', 'ptz', 'dome'] as const;
export type CameraMotion = (typeof CAMERA_MOTIONS)[number];
