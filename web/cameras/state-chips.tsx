import type { AriaAttributes, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraState } from '../../domain/camera-terms.ts';
import { formatNumber } from '../formats/quantity-format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { StateIcon } from '../map/state-icon.tsx';
import { STATE_ORDER } from '../map/state-order.ts';
import styles from './state-chips.module.css';

/** How many cameras there are in all and in each state; a state that isn't named has none. */
export interface StateCounts {
  readonly total: number;
  readonly byState: Readonly<Partial<Record<CameraState, number>>>;
}

interface StateChipsProps extends Pick<AriaAttributes, 'aria-label' | 'aria-labelledby' | 'aria-describedby'> {
  /** Undefined while they aren't known. */
  readonly counts: StateCounts | undefined;
  /** States that are shown; all of them when none is named. */
  readonly chosen: readonly CameraState[];
  readonly onToggle: (state: CameraState) => void;
  readonly onAll: () => void;
}

/** Legend, counts and filter in one: each state with its symbol and how many cameras are in it; what is pressed shows. */
export function StateChips({ counts, chosen, onToggle, onAll, ...aria }: StateChipsProps): ReactElement {
  const { t } = useTranslation();
  const of = (state: CameraState): number | undefined => (counts === undefined ? undefined : (counts.byState[state] ?? 0));
  return (
    <div role="group" {...aria} className={styles.group}>
      <button type="button" className={styles.chip} aria-pressed={chosen.length === 0} onClick={onAll}>
        {t('cameraList.allStates')} <Count count={counts?.total} />
      </button>
      {STATE_ORDER.map((state) => (
        <button
          key={state}
          type="button"
          className={styles.chip}
          data-empty={of(state) === 0}
          aria-pressed={chosen.includes(state)}
          onClick={() => onToggle(state)}
        >
          <StateIcon state={state} size={18} />
          {t(`cameraState.${state}`)} <Count count={of(state)} />
        </button>
      ))}
    </div>
  );
}

function Count({ count }: { readonly count: number | undefined }): ReactElement | null {
  const language = useLanguage();
  return count === undefined ? null : <b className={styles.count}>{formatNumber(count, language)}</b>;
}
