import { Button, SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { formatCalendarDay } from '../formats/instant-format.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import { DayField } from '../ui/day-field.tsx';
import styles from './coverage.module.css';
import { PERIODS } from './coverage-search.ts';

interface CoverageControlsProps {
  readonly question: CoverageQuestion;
  readonly onChange: (part: Partial<CoverageQuestion>) => void;
}

/** As at which day, and over how many days changes, uptime and incidents are counted. */
export function CoverageControls({ question, onChange }: CoverageControlsProps): ReactElement {
  const { t } = useTranslation();
  const { asOf, days } = question;
  return (
    <search className={`${styles.controls} ${styles.screenOnly}`}>
      <DayField
        key={asOf ?? 'now'}
        label={t('coverage.day')}
        value={asOf === undefined ? '' : formatCalendarDay(asOf)}
        onCommit={(day) => onChange({ asOf: parseLocalDay(day) ?? undefined })}
      />
      {asOf !== undefined && (
        <Button variant="default" onClick={() => onChange({ asOf: undefined })}>
          {t('coverage.toNow')}
        </Button>
      )}
      <SegmentedControl
        aria-label={t('coverage.period')}
        value={String(days)}
        onChange={(chosen) => onChange({ days: Number(chosen) })}
        data={PERIODS.map((period) => ({ value: String(period), label: t('coverage.days', { count: period }) }))}
      />
    </search>
  );
}
