import { Button, Group, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { type IncidentDraft, recentSpan } from './incident-draft.ts';
import type { IncidentPartProps } from './incident-part-props.ts';
import styles from './incident-form.module.css';

const SHORTCUTS_MS = [15 * 60_000, 60 * 60_000];

/** When it happened, in local time by a right clock: each camera's own clock is reckoned with later. */
export function IncidentTimeFields(props: IncidentPartProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SectionCard title={t('incidentForm.when')}>
      <Text>{t('incidentForm.whenHint')}</Text>
      <Group gap="xs">
        {SHORTCUTS_MS.map((lengthMs) => (
          <Button key={lengthMs} variant="default" size="sm" onClick={() => props.change(recentSpan(Date.now(), lengthMs))}>
            {t('incidentForm.last', { duration: formats.duration(lengthMs) })}
          </Button>
        ))}
      </Group>
      <div className={styles.pair}>
        <TimeInput {...props} field="fromDay" label={t('incidentForm.fromDay')} />
        <TimeInput {...props} field="fromTime" label={t('incidentForm.fromTime')} />
        <TimeInput {...props} field="toDay" label={t('incidentForm.toDay')} />
        <TimeInput {...props} field="toTime" label={t('incidentForm.toTime')} />
      </div>
    </SectionCard>
  );
}

interface TimeInputProps extends IncidentPartProps {
  readonly field: keyof Pick<IncidentDraft, 'fromDay' | 'fromTime' | 'toDay' | 'toTime'>;
  readonly label: string;
}

function TimeInput({ draft, change, errorOf, field, label }: TimeInputProps): ReactElement {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label}
      required
      inputMode="numeric"
      placeholder={field.endsWith('Day') ? t('form.dayFormat') : t('form.timeFormat')}
      value={draft[field]}
      error={errorOf(field)}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
}
