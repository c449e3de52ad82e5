import { Button, Group } from '@mantine/core';
import { type FormEvent, type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/api-problem.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import styles from './camera-form.module.css';
import { CameraFormContext } from './camera-form-context.ts';
import type { CameraDraft } from './camera-draft.ts';
import { problemsOfDraft } from './read-camera-draft.ts';

interface CameraFormProps {
  readonly initial: CameraDraft;
  readonly submitLabel: string;
  readonly onSubmit: (draft: CameraDraft) => void;
  readonly isSaving: boolean;
  /** Something that goes with it is still being made ready. */
  readonly isWaiting?: boolean;
  readonly error: Error | null;
  readonly children: ReactNode;
}

/** Frame of the forms that register and change a camera: holds what was typed, checks it, and shows what was refused at its field. */
export function CameraForm({ initial, submitLabel, onSubmit, isSaving, isWaiting = false, error, children }: CameraFormProps): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const [tries, setTries] = useState(0);
  const problems = useMemo(() => (tries === 0 ? {} : problemsOfDraft(draft)), [draft, tries]);
  const form = useMemo(
    () => ({ draft, problems, refusal: isApiProblem(error) ? error : null, change: (part: Partial<CameraDraft>) => setDraft((now) => ({ ...now, ...part })) }),
    [draft, problems, error],
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (!isSaving && !isWaiting && Object.keys(problemsOfDraft(draft)).length === 0) onSubmit(draft);
  }

  return (
    <CameraFormContext value={form}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FormProblem error={error} incomplete={Object.keys(problems).length > 0} tries={tries} />
        {children}
        <Group>
          <Button type="submit" size="lg" loading={isSaving} disabled={isWaiting}>
            {submitLabel}
          </Button>
          <span role="status">{isSaving ? t('form.saving') : ''}</span>
        </Group>
      </form>
    </CameraFormContext>
  );
}
