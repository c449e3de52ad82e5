/** Levels of IEC 62676-4:2014 with the px/m they begin at, lowest first. */
export const LEVELS_2014 = [
  { level: 'detect', pxPerM: 25 },
  { level: 'observe', pxPerM: 62 },
  { level: 'recognise', pxPerM: 125 },
  { level: 'identify', pxPerM: 250 },
] as const;
export type Level2014 = (typeof LEVELS_2014)[number]['level'];

/** Levels of IEC 62676-4:2025 with the px/m they begin at, lowest first. */
export const LEVELS_2025 = [
  { level: 'overview', pxPerM: 20 },
  { level: 'outline', pxPerM: 40 },
  { level: 'discern', pxPerM: 80 },
  { level: 'perceive', pxPerM: 125 },
  { level: 'characterise', pxPerM: 250 },
  { level: 'validate', pxPerM: 500 },
  { level: 'scrutinise', pxPerM: 1500 },
] as const;
export type Level2025 = (typeof LEVELS_2025)[number]['level'];

/** The highest level that a density reaches, in both editions; null below the lowest. */
export interface PixelDensityLevel {
  readonly iec2014: Level2014 | null;
  readonly iec2025: Level2025 | null;
}

/** Levels reached at `pxPerM` pixels per metre. A level begins exactly at its figure; nothing is rounded up to it. */
export function pixelDensityLevel(pxPerM: number): PixelDensityLevel {
  return {
    iec2014: LEVELS_2014.findLast((step) => pxPerM >= step.pxPerM)?.level ?? null,
    iec2025: LEVELS_2025.findLast((step) => pxPerM >= step.pxPerM)?.level ?? null,
  };
}
