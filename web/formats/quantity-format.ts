import type { Language } from '../i18n/language.ts';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes as people see them on a disk's box (powers of 1000): `21,6 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(BYTE_UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unit = BYTE_UNITS[power] ?? 'byte';
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: power === 0 ? 0 : 1 }).format(
    bytes / 1000 ** power,
  );
}

/** Metres, in kilometres from 1,000 on: `24 m`, `1,2 km`. */
export function formatDistance(distanceM: number, language: Language): string {
  const far = distanceM >= 1000;
  const options = { style: 'unit', unit: far ? 'kilometer' : 'meter', maximumFractionDigits: far || distanceM < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, options).format(far ? distanceM / 1000 : distanceM);
}

/** A plain number with the language's marks. */
export function formatNumber(value: number, language: Language, maximumFractionDigits = 1): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits }).format(value);
}

/** A share between 0 and 1 as `86,1 %`. */
export function formatRatio(ratio: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(ratio);
}
