import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraState } from '../../domain/camera-terms.ts';
import { StateChips, type StateCounts } from '../cameras/state-chips.tsx';
import type { StatesOnMap } from '../map/cluster-drawing.ts';
import styles from './coverage.module.css';

interface MapStateFilterProps {
  readonly counts: StateCounts;
  readonly states: StatesOnMap;
  readonly onToggle: (state: CameraState) => void;
  readonly onAll: () => void;
}

/** Which cameras the map draws, by their state, and what that does, in words; those are on paper too. */
export function MapStateFilter({ counts, states, onToggle, onAll }: MapStateFilterProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={styles.filter}>
      <p id={`${id}-label`} className={`${styles.filterLabel} ${styles.screenOnly}`}>
        {t('coverage.mapStates')}
      </p>
      <div className={styles.screenOnly}>
        <StateChips aria-labelledby={`${id}-label`} aria-describedby={`${id}-told`} counts={counts} chosen={states ?? []} onToggle={onToggle} onAll={onAll} />
      </div>
      {states === undefined ? (
        <p id={`${id}-told`} className={`${styles.asAt} ${styles.screenOnly}`}>
          {t('coverage.mapStatesHint')}
        </p>
      ) : (
        <p id={`${id}-told`} className={styles.asAt}>
          {t('coverage.mapOnly', { states: states.map((state) => t(`cameraState.${state}`)).join(', ') })}
          {states.every((state) => !counts.byState[state]) && ` ${t('coverage.mapOnlyNone')}`}
        </p>
      )}
    </div>
  );
}
