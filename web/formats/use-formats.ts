import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { formatDuration, formatShortDuration } from './duration-format.ts';
import { formatBytes, formatDistance, formatNumber, formatRatio } from './quantity-format.ts';

/** What can be written in the reader's language. */
export interface Formats {
  readonly duration: (durationMs: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly distance: (distanceM: number) => string;
  readonly number: (value: number, maximumFractionDigits?: number) => string;
  readonly ratio: (ratio: number) => string;
  /** How far off a figure may be, in time: "dưới 1 giây", "2 giây". */
  readonly margin: (marginMs: number) => string;
  /** "đồng hồ camera chạy nhanh 17 phút". */
  readonly clockOffset: (offsetMs: number) => string;
}

/** Below this, which way a clock is off means nothing: most ways of reading it are no better. */
const NO_OFFSET_MS = 1000;

/** Formats of the reader's language. */
export function useFormats(): Formats {
  const language = useLanguage();
  const { t } = useTranslation();
  return useMemo(
    () => ({
      duration: (durationMs) => formatDuration(durationMs, language),
      bytes: (bytes) => formatBytes(bytes, language),
      distance: (distanceM) => formatDistance(distanceM, language),
      number: (value, maximumFractionDigits) => formatNumber(value, language, maximumFractionDigits),
      ratio: (ratio) => formatRatio(ratio, language),
      margin: (marginMs) => (marginMs < 1000 ? t('clock.underSecond') : formatDuration(marginMs, language)),
      clockOffset: (offsetMs) => {
        if (Math.abs(offsetMs) < NO_OFFSET_MS) return t('clock.underSecondOff');
        const duration = formatShortDuration(offsetMs, language);
        return offsetMs > 0 ? t('clock.ahead', { duration }) : t('clock.behind', { duration });
      },
    }),
    [language, t],
  );
}
