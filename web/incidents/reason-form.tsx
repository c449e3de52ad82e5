import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../ui/problem-view.tsx';
import { PersonalDataNotice } from './personal-data-notice.tsx';

interface ReasonFormProps {
  readonly label: string;
  readonly save: string;
  /** Fields besides the reason. */
  readonly children?: ReactNode;
  /** Checks those fields; what it says is wrong they show themselves. */
  readonly ready?: () => boolean;
  readonly onSave: (reason: string) => Promise<unknown>;
  /** Closes the form, saved or not; without it the form stays and has no way back. */
  readonly onDone?: () => void;
}

/** Asks for a reason before something is done that stays on record. */
export function ReasonForm({ label, save, children, ready = () => true, onSave, onDone }: ReasonFormProps): ReactElement {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const saving = useMutation({ mutationFn: onSave, onSuccess: onDone });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(reason.trim() === '');
    if (ready() && reason.trim() !== '' && !saving.isPending) saving.mutate(reason.trim());
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        {children}
        <Textarea
          data-autofocus={onDone !== undefined}
          autoFocus={onDone !== undefined}
          label={label}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={missing && t('formProblem.required')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <PersonalDataNotice text={reason} />
        {saving.error && <ProblemView error={saving.error} />}
        <Group gap="xs">
          <Button type="submit" size="sm" loading={saving.isPending}>
            {save}
          </Button>
          {onDone && (
            <Button variant="default" size="sm" onClick={onDone}>
              {t('common.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
