import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NewPasswordForm } from '../account/new-password-form.tsx';
import { resetPassword } from '../api/user-api.ts';
import { Link } from '../routing/link.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import styles from './sign-in-page.module.css';

/** `/forgotten`: a board that has a sheet of codes sets a new password by itself; all others are told whom to ask. */
export function PasswordResetPage(): ReactElement {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  async function send(newPassword: string, { username = '', code = '' }: Readonly<Record<string, string>>): Promise<void> {
    await resetPassword({ username: username.trim(), code: code.trim(), newPassword });
    setDone(true);
  }
  const fields = [
    { name: 'username', label: t('signIn.username'), autoComplete: 'username' },
    { name: 'code', label: t('reset.code'), hint: t('reset.codeHint'), autoComplete: 'off' },
  ];
  return (
    <SignInFrame title={t('reset.title')} lead={isDone ? t('reset.done') : t('reset.lead')}>
      {!isDone && <NewPasswordForm role="board" submitLabel={t('reset.submit')} extraFields={fields} send={send} />}
      <p className={styles.lead}>
        <Link to="/sign-in">{t('reset.back')}</Link>
      </p>
    </SignInFrame>
  );
}
