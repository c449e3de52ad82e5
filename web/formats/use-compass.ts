import { useTranslation } from 'react-i18next';
import { useFormats } from './use-formats.ts';

const DIRECTIONS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** Writes a bearing as degrees and the nearest of eight directions: "90° (đông)". */
export function useCompass(): (bearingDeg: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (bearingDeg) =>
    t('compass.bearing', { degrees: formats.number(bearingDeg, 0), direction: t(`compass.${DIRECTIONS[Math.round(bearingDeg / 45) % 8]!}`) });
}
