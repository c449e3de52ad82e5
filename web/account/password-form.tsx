import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { shortestPassword } from '../../domain/password-rule.ts';
import type { Role } from '../../domain/role.ts';
import { changePassword } from '../api/account-api.ts';
import type { CurrentSession } from '../api/api-types.ts';
import { useProblemText } from '../ui/use-problem-text.ts';
import styles from './plain-form.module.css';
import { PlainField } from './plain-field.tsx';

interface PasswordFormProps {
  readonly role: Role;
  readonly username: string;
  readonly onChanged: (session: CurrentSession) => void;
}

const EMPTY = { currentPassword: '', newPassword: '', repeated: '' };

/** Old password, new one, and the new one again. */
export function PasswordForm({ role, username, onChanged }: PasswordFormProps): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [typed, setTyped] = useState(EMPTY);
  const [slip, setSlip] = useState<'account.missing' | 'account.notRepeated' | null>(null);
  const change = useMutation({
    mutationFn: changePassword,
    gcTime: 0,
    onSuccess: (session) => {
      setTyped(EMPTY);
      onChanged(session);
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const { currentPassword, newPassword, repeated } = typed;
    const found = currentPassword === '' || newPassword === '' ? 'account.missing' : newPassword === repeated ? null : 'account.notRepeated';
    setSlip(found);
    if (found === null && !change.isPending) change.mutate({ currentPassword, newPassword });
  }
  const field = (name: keyof typeof EMPTY) => ({ name, value: typed[name], onValue: (value: string) => setTyped({ ...typed, [name]: value }) });
  const problem = slip === null ? change.error && problemText(change.error) : t(slip);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div role="alert">{problem && <p className={styles.problem}>{problem}</p>}</div>
      {/* for the browser's store of passwords */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PlainField label={t('account.currentPassword')} type="password" autoComplete="current-password" {...field('currentPassword')} />
      <PlainField
        label={t('account.newPassword')}
        hint={t('account.passwordHint', { count: shortestPassword(role) })}
        type="password"
        autoComplete="new-password"
        {...field('newPassword')}
      />
      <PlainField label={t('account.repeatPassword')} type="password" autoComplete="new-password" {...field('repeated')} />
      <button className={styles.submit} type="submit" aria-disabled={change.isPending}>
        {t('account.changePassword')}
      </button>
      <div role="status">{change.isSuccess && t('account.passwordChanged')}</div>
    </form>
  );
}
