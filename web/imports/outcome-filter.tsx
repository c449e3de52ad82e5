import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORT_OUTCOMES, type ImportOutcome } from '../../domain/camera-import/import-outcome.ts';
import type { CameraImport } from '../api/api-types.ts';
import styles from '../cameras/state-chips.module.css';

interface OutcomeFilterProps {
  readonly counts: CameraImport['counts'];
  readonly value: ImportOutcome | undefined;
  readonly onChange: (outcome: ImportOutcome | undefined) => void;
}

/** How many rows became what; pressed, only those show. */
export function OutcomeFilter({ counts, value, onChange }: OutcomeFilterProps): ReactElement {
  const { t } = useTranslation();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div role="group" aria-label={t('import.byOutcome')} className={styles.group}>
      <button type="button" className={styles.chip} aria-pressed={value === undefined} onClick={() => onChange(undefined)}>
        {t('import.all')} <b className={styles.count}>{total}</b>
      </button>
      {IMPORT_OUTCOMES.map((outcome) => (
        <button
          key={outcome}
          type="button"
          className={styles.chip}
          aria-pressed={outcome === value}
          onClick={() => onChange(outcome === value ? undefined : outcome)}
        >
          {t(`importOutcome.${outcome}`)} <b className={styles.count}>{counts[outcome]}</b>
        </button>
      ))}
    </div>
  );
}
