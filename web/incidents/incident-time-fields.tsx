import { Button, Group, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { DayInput } from '../ui/day-input.tsx';
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
        <DayPart {...props} field="fromDay" label={t('incidentForm.fromDay')} />
        <TimeInput {...props} field="fromTime" label={t('incidentForm.fromTime')} />
        <DayPart {...props} field="toDay" label={t('incidentForm.toDay')} />
        <TimeInput {...props} field="toTime" label={t('incidentForm.toTime')} />
      </div>
    </SectionCard>
  );
}

interface PartProps<Field extends keyof IncidentDraft> extends IncidentPartProps {
  readonly field: Field;
  readonly label: string;
}

function DayPart({ draft, change, errorOf, field, label }: PartProps<'fromDay' | 'toDay'>): ReactElement {
  return <DayInput label={label} required value={draft[field]} error={errorOf(field)} onChange={(text) => change({ [field]: text })} />;
}

function TimeInput({ draft, change, errorOf, field, label }: PartProps<'fromTime' | 'toTime'>): ReactElement {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label}
      required
      inputMode="numeric"
      placeholder={t('form.timeFormat')}
      value={draft[field]}
      error={errorOf(field)}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
}
