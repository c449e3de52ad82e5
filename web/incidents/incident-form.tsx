import { Alert, Button, Group } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { draftNeedsApproval, problemsOfIncident, type IncidentDraft } from './incident-draft.ts';
import styles from './incident-form.module.css';
import type { IncidentPartProps } from './incident-part-props.ts';
import { IncidentPlaceFields } from './incident-place-fields.tsx';
import { IncidentTimeFields } from './incident-time-fields.tsx';
import { IncidentWhatFields } from './incident-what-fields.tsx';

interface IncidentFormProps {
  readonly initial: IncidentDraft;
  readonly submitLabel: string;
  readonly isSaving: boolean;
  readonly error: Error | null;
  /** Told of a draft without problems. */
  readonly onSubmit: (draft: IncidentDraft) => void;
}

const PATH_OF_FIELD: Readonly<Partial<Record<keyof IncidentDraft, string>>> = {
  category: 'category',
  fromTime: 'occurredFrom',
  toTime: 'occurredTo',
  latText: 'location',
  uncertaintyM: 'uncertaintyM',
  summary: 'summary',
};
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  personal_data_in_text: 'summary',
  interval_reversed: 'occurredTo',
  interval_too_long: 'occurredTo',
  incident_in_future: 'occurredFrom',
  incident_ends_in_future: 'occurredTo',
  incident_too_old: 'occurredFrom',
  place_out_of_reach: 'location',
  uncertainty_too_large: 'uncertaintyM',
};

/** Place, time and kind of an incident. What was typed stays whatever the service answers. */
export function IncidentForm({ initial, submitLabel, isSaving, error, onSubmit }: IncidentFormProps): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const [tries, setTries] = useState(0);
  const refusedAt = useFieldComplaint(error, FIELD_OF_CODE);
  const problems = tries === 0 ? {} : problemsOfIncident(draft);
  const parts: IncidentPartProps = { draft, change: (part) => setDraft((now) => ({ ...now, ...part })), errorOf };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormProblem error={error} incomplete={Object.keys(problems).length > 0} tries={tries} />
      <IncidentWhatFields {...parts} />
      <IncidentTimeFields {...parts} />
      <IncidentPlaceFields {...parts} />
      <div role="status">
        {draftNeedsApproval(draft) && <Alert color="orange">{t('incidentForm.needsApproval')}</Alert>}
        {draft.category === 'disorderly_gathering' && <Alert color="orange">{t('incidentForm.gathering')}</Alert>}
      </div>
      <Group>
        <Button type="submit" size="lg" loading={isSaving}>
          {submitLabel}
        </Button>
        <span role="status">{isSaving ? t('form.saving') : ''}</span>
      </Group>
    </form>
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (Object.keys(problemsOfIncident(draft)).length === 0 && !isSaving) onSubmit(draft);
  }

  function errorOf(field: keyof IncidentDraft): string | null {
    const problem = problems[field];
    if (problem) return t(`formProblem.${problem}`);
    const path = PATH_OF_FIELD[field];
    return path === undefined ? null : refusedAt(path);
  }
}
