import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserItem } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { changeUser, type UserChange } from '../api/user-api.ts';
import formStyles from '../cameras/camera-form.module.css';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { RetireButton } from '../ui/retire-button.tsx';
import { PlaceOfWorkFields, type PlaceOfWork } from './place-of-work-fields.tsx';

/** Name, role and organisation of a user, and closing the account or opening it again. */
export function UserStanding({ user }: { readonly user: UserItem }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.userLists });
  const opening = useMutation({ mutationFn: () => changeUser(user.id, { disabled: false }), onSuccess: refresh });
  if (user.state === 'disabled') {
    return (
      <>
        {opening.error && <ProblemView error={opening.error} />}
        <Button variant="default" loading={opening.isPending} onClick={() => opening.mutate()} style={{ justifySelf: 'start' }}>
          {t('users.enable')}
        </Button>
      </>
    );
  }
  return (
    <>
      <UserForm user={user} onSaved={refresh} />
      <div>
        <RetireButton
          label={t('users.disable')}
          name={user.displayName}
          title={t('users.disableTitle', { name: user.displayName })}
          text={t('users.disableText')}
          retire={async () => void (await changeUser(user.id, { disabled: true }))}
          onRetired={refresh}
        />
      </div>
    </>
  );
}

function UserForm({ user, onSaved }: { readonly user: UserItem; readonly onSaved: () => Promise<void> }): ReactElement {
  const { t } = useTranslation();
  const [displayName, setDisplayName] = useState(user.displayName);
  const [work, setWork] = useState<PlaceOfWork>({ role: user.role, organisationId: user.organisation.id });
  const [tries, setTries] = useState(0);
  const saving = useMutation({ mutationFn: (change: UserChange) => changeUser(user.id, change), onSuccess: onSaved });
  const refusedAt = useFieldComplaint(saving.error);
  const wrong = (path: string, value: string) => (tries > 0 && value.trim() === '' ? t('formProblem.required') : refusedAt(path));
  const isComplete = displayName.trim() !== '' && work.organisationId !== '';
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (isComplete) saving.mutate({ displayName: displayName.trim(), ...work });
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={tries > 0 && !isComplete} tries={tries} />
      <div className={formStyles.fields}>
        <TextInput
          label={t('users.displayName')}
          value={displayName}
          error={wrong('displayName', displayName)}
          onChange={(e) => setDisplayName(e.currentTarget.value)}
        />
        <PlaceOfWorkFields value={work} error={wrong('organisationId', work.organisationId)} onChange={setWork} />
      </div>
      <Button type="submit" variant="default" loading={saving.isPending} style={{ justifySelf: 'start' }}>
        {t('users.save')}
      </Button>
      <span role="status">{saving.isSuccess ? t('users.saved') : ''}</span>
    </form>
  );
}
