import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearch } from '@tanstack/react-router';
import { PlainField } from '../account/plain-field.tsx';
import styles from '../account/plain-form.module.css';
import { isApiProblem } from '../api/api-problem.ts';
import { Link } from '../routing/link.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { ProviderButton } from './provider-button.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import { SignInProblem } from './sign-in-problem.tsx';
import { useSession, useSignIn } from './use-session.ts';

/** `/sign-in`: name and password, and plain words when they don't do. Drawn without the component library, so that it is there at once. */
export function SignInPage(): ReactElement {
  const { t } = useTranslation();
  const { next = '/' } = useSearch({ from: '/sign-in' });
  const session = useSession();
  // a whole address, with what stands behind its path
  if (session.data) return <Navigate to="." href={next} replace />;
  // an unreachable server is tried again for a while: the form needn't wait for that
  if (session.isPending && session.failureCount === 0) return <PlainLoading />;
  return (
    <SignInFrame title={t('signIn.title')} lead={t('signIn.lead')}>
      <SignInForm />
      <ProviderButton next={next} />
    </SignInFrame>
  );
}

function SignInForm(): ReactElement {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const attempt = useSignIn();
  // once it was asked for, the field stays: a wrong code is not a wrong password
  const [wantsCode, setWantsCode] = useState(false);
  if (!wantsCode && isApiProblem(attempt.error, 'second_factor_required')) setWantsCode(true);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const complete = username.trim() !== '' && password !== '' && (!wantsCode || code.trim() !== '');
    setMissing(!complete);
    if (complete && !attempt.isPending) attempt.mutate({ username: username.trim(), password, ...(wantsCode ? { code: code.trim() } : {}) });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SignInProblem error={attempt.error} missing={missing} />
      <PlainField label={t('signIn.username')} name="username" autoComplete="username" value={username} onValue={setUsername} />
      <PlainField label={t('signIn.password')} name="password" type="password" autoComplete="current-password" value={password} onValue={setPassword} />
      {wantsCode && (
        <PlainField label={t('signIn.code')} hint={t('signIn.codeHint')} name="code" autoComplete="one-time-code" autoFocus value={code} onValue={setCode} />
      )}
      <button className={styles.submit} type="submit" aria-disabled={attempt.isPending}>
        {attempt.isPending ? t('signIn.working') : t('signIn.submit')}
      </button>
      <Link to="/forgotten">{t('signIn.forgotten')}</Link>
    </form>
  );
}
