import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LOOK_BACKS, type LookBack } from './use-recent-window.ts';

interface LookBackSwitchProps {
  readonly value: LookBack;
  readonly onChange: (value: LookBack) => void;
}

/** 24 hours or 7 days. */
export function LookBackSwitch({ value, onChange }: LookBackSwitchProps): ReactElement {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('strip.lookBack')}
      value={value}
      onChange={(chosen) => onChange(chosen === 'week' ? 'week' : 'day')}
      data={LOOK_BACKS.map((lookBack) => ({ value: lookBack, label: t(`strip.${lookBack}`) }))}
    />
  );
}
