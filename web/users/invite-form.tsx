import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { inviteUser } from '../api/user-api.ts';
import formStyles from '../cameras/camera-form.module.css';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import type { ShownInvitation } from './invitation-card.tsx';
import { PlaceOfWorkFields, type PlaceOfWork } from './place-of-work-fields.tsx';

interface InviteFormProps {
  /** The link is handed over here, and is in no cache. */
  readonly onInvited: (shown: ShownInvitation) => void;
  readonly onCancel: () => void;
}

/** Name, sign-in name, role and organisation of somebody who is invited. */
export function InviteForm({ onInvited, onCancel }: InviteFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [displayName, setDisplayName] = useState('');
  const [username, setUsername] = useState('');
  const [work, setWork] = useState<PlaceOfWork>({ role: 'board', organisationId: '' });
  const [tries, setTries] = useState(0);
  const keyOf = useCreationKey();
  const inviting = useMutation({
    mutationFn: () => {
      const invitee = { displayName: displayName.trim(), username: username.trim(), ...work };
      return inviteUser(invitee, keyOf(invitee));
    },
    gcTime: 0,
    onSuccess: ({ token, expiresAt }) => {
      onInvited({ username: username.trim(), token, expiresAt });
      return client.invalidateQueries({ queryKey: queryKeys.userLists });
    },
  });
  const isComplete = displayName.trim() !== '' && username.trim() !== '' && work.organisationId !== '';
  const refusedAt = useFieldComplaint(inviting.error);
  const wrong = (path: string, value: string) => (tries > 0 && value.trim() === '' ? t('formProblem.required') : refusedAt(path));
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (isComplete) inviting.mutate();
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={inviting.error} incomplete={tries > 0 && !isComplete} tries={tries} />
      <div className={formStyles.fields}>
        <TextInput
          label={t('users.displayName')}
          value={displayName}
          error={wrong('displayName', displayName)}
          onChange={(e) => setDisplayName(e.currentTarget.value)}
        />
        <TextInput
          label={t('signIn.username')}
          description={t('users.usernameHint')}
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          error={wrong('username', username)}
          onChange={(e) => setUsername(e.currentTarget.value)}
        />
        <PlaceOfWorkFields value={work} error={wrong('organisationId', work.organisationId)} onChange={setWork} />
      </div>
      <Group>
        <Button type="submit" loading={inviting.isPending}>
          {t('users.makeInvitation')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
