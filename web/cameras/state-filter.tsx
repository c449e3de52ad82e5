import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraState } from '../../domain/camera-terms.ts';
import { StateIcon } from '../map/state-icon.tsx';
import styles from './state-filter.module.css';
import { useCameraCounts } from './use-cameras.ts';

interface StateFilterProps {
  readonly value: CameraState | undefined;
  readonly onChange: (state: CameraState | undefined) => void;
}

/** The order in which people ask. */
const STATES: readonly CameraState[] = ['online', 'degraded', 'offline', 'maintenance', 'unknown', 'draft'];

/** Legend, counts and filter in one: each state with its symbol and how many cameras are in it; pressed, only those show. */
export function StateFilter({ value, onChange }: StateFilterProps): ReactElement {
  const { t } = useTranslation();
  const counts = useCameraCounts();
  return (
    <div role="group" aria-label={t('cameraList.byState')} className={styles.group}>
      <button type="button" className={styles.chip} aria-pressed={value === undefined} onClick={() => onChange(undefined)}>
        {t('cameraList.allStates')} <Count count={counts.data?.total} />
      </button>
      {STATES.map((state) => (
        <button
          key={state}
          type="button"
          className={styles.chip}
          data-empty={counts.data !== undefined && (counts.data.byState[state] ?? 0) === 0}
          aria-pressed={state === value}
          onClick={() => onChange(state === value ? undefined : state)}
        >
          <StateIcon state={state} size={18} />
          {t(`cameraState.${state}`)} <Count count={counts.data === undefined ? undefined : (counts.data.byState[state] ?? 0)} />
        </button>
      ))}
    </div>
  );
}

function Count({ count }: { readonly count: number | undefined }): ReactElement | null {
  return count === undefined ? null : <b className={styles.count}>{count}</b>;
}
