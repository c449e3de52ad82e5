import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { shortestPassword } from '../../domain/password-rule.ts';
import type { Role } from '../../domain/role.ts';
import { useProblemText } from '../ui/use-problem-text.ts';
import { PlainField } from './plain-field.tsx';
import styles from './plain-form.module.css';

/** A field above the two for the password. */
export interface ExtraField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly autoComplete: string;
}

interface NewPasswordFormProps {
  readonly role: Role;
  readonly submitLabel: string;
  readonly extraFields?: readonly ExtraField[];
  /** Sends it, with the extra fields by their names. */
  readonly send: (newPassword: string, extra: Readonly<Record<string, string>>) => Promise<unknown>;
}

/** A new password, typed twice, for who proves by something else than the old one who they are. */
export function NewPasswordForm({ role, submitLabel, extraFields = [], send }: NewPasswordFormProps): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [slip, setSlip] = useState<'account.missing' | 'account.notRepeated' | null>(null);
  const { newPassword = '', repeated = '', ...extra } = typed;
  const sending = useMutation({ mutationFn: () => send(newPassword, extra), gcTime: 0 });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const isMissing = newPassword === '' || extraFields.some(({ name }) => (extra[name] ?? '').trim() === '');
    const found = isMissing ? 'account.missing' : newPassword === repeated ? null : 'account.notRepeated';
    setSlip(found);
    if (found === null && !sending.isPending) sending.mutate();
  }
  const field = (name: string) => ({ name, value: typed[name] ?? '', onValue: (value: string) => setTyped({ ...typed, [name]: value }) });
  const problem = slip === null ? sending.error && problemText(sending.error) : t(slip);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div role="alert">{problem && <p className={styles.problem}>{problem}</p>}</div>
      {extraFields.map((extraField) => (
        <PlainField key={extraField.name} {...extraField} {...field(extraField.name)} />
      ))}
      <PlainField
        label={t('account.newPassword')}
        hint={t('account.passwordHint', { count: shortestPassword(role) })}
        type="password"
        autoComplete="new-password"
        {...field('newPassword')}
      />
      <PlainField label={t('account.repeatPassword')} type="password" autoComplete="new-password" {...field('repeated')} />
      <button className={styles.submit} type="submit" aria-disabled={sending.isPending}>
        {submitLabel}
      </button>
    </form>
  );
}
