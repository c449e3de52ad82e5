import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CAMERA_STATES } from '../../domain/camera-terms.ts';
import styles from './map-legend.module.css';
import { StateIcon } from './state-icon.tsx';

/** What the symbols mean, folded away on the map of narrow windows; in wide ones the filter beside the map tells it. */
export function MapLegend(): ReactElement {
  const { t } = useTranslation();
  return (
    <details className={styles.legend}>
      <summary>{t('map.legend')}</summary>
      <ul>
        {CAMERA_STATES.map((state) => (
          <li key={state}>
            <StateIcon state={state} size={20} /> {t(`cameraState.${state}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
