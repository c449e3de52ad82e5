import { useTranslation } from 'react-i18next';
import type { MediaList } from '../api/api-types.ts';

/** Says how the camera's clock stood to the true time when the first medium was recorded. */
export function useClockText(): (list: MediaList) => string {
  const { t } = useTranslation();
  return ({ items, pictures }) => {
    const clock = [...items, ...pictures].find((each) => each.clock !== null)?.clock;
    if (clock === null || clock === undefined) return t('watch.clockUnknown');
    const seconds = Math.round(Math.abs(clock.offsetMs) / 1000);
    const uncertainty = Math.max(1, Math.ceil(clock.uncertaintyMs / 1000));
    if (seconds === 0) return t('watch.clockRight', { uncertainty });
    return t(clock.offsetMs > 0 ? 'watch.clockAhead' : 'watch.clockBehind', { seconds, uncertainty });
  };
}
