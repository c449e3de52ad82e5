import { Button, PasswordInput, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { patchRecorder } from '../api/recorder-api.ts';
import styles from '../cameras/camera-form.module.css';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { SectionCard } from '../ui/section-card.tsx';

const EMPTY = { username: '', password: '' };

/** One form for the password of all channels; what is stored is never shown. */
export function RecorderPassword({ recorderId }: { readonly recorderId: string }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [typed, setTyped] = useState(EMPTY);
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: () => patchRecorder(recorderId, { credentials: typed }),
    onSuccess: async () => {
      setTyped(EMPTY);
      setTries(0);
      await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
    },
  });
  const incomplete = tries > 0 && (typed.username === '' || typed.password === '');
  const refusedAt = useFieldComplaint(saving.error);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (typed.username !== '' && typed.password !== '') saving.mutate();
  }
  return (
    <SectionCard title={t('recorderPassword.title')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Text>{t('recorderPassword.text')}</Text>
        <FormProblem error={saving.error} incomplete={incomplete} tries={tries} />
        <TextInput
          label={t('recorderForm.username')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={128}
          value={typed.username}
          error={tries > 0 && typed.username === '' ? t('formProblem.required') : refusedAt('credentials.username')}
          onChange={(e) => setTyped({ ...typed, username: e.currentTarget.value })}
        />
        <PasswordInput
          label={t('recorderPassword.newPassword')}
          autoComplete="new-password"
          maxLength={256}
          value={typed.password}
          error={tries > 0 && typed.password === '' ? t('formProblem.required') : refusedAt('credentials.password')}
          onChange={(e) => setTyped({ ...typed, password: e.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('cameraForm.showPassword') }}
        />
        <Button type="submit" loading={saving.isPending}>
          {t('recorderPassword.save')}
        </Button>
        <span role="status">{saving.isSuccess ? t('recorderPassword.saved') : ''}</span>
      </form>
    </SectionCard>
  );
}
