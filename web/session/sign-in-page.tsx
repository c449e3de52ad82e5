import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { BrandMark } from '../shell/brand-mark.tsx';
import { safeNextPath } from './safe-next-path.ts';
import styles from './sign-in-page.module.css';
import { SignInProblem } from './sign-in-problem.tsx';
import { useSession, useSignIn } from './use-session.ts';

/** `/sign-in`: name and password, and plain words when they don't do. Drawn without the component library, so that it is there at once. */
export function SignInPage(): ReactElement {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const session = useSession();
  if (session.data) return <Navigate to={safeNextPath(search.get('next'))} replace />;
  // an unreachable server is tried again for a while: the form needn't wait for that
  if (session.isPending && session.failureCount === 0) return <PlainLoading />;
  return (
    <div className={styles.page}>
      <title>{`${t('signIn.title')} – Mắt Phố`}</title>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.card}>
        <h1 className={styles.brand}>
          <BrandMark /> Mắt Phố
        </h1>
        <p className={styles.lead}>{t('signIn.lead')}</p>
        <SignInForm />
      </main>
    </div>
  );
}

function SignInForm(): ReactElement {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const attempt = useSignIn();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const complete = username.trim() !== '' && password !== '';
    setMissing(!complete);
    if (complete && !attempt.isPending) attempt.mutate({ username: username.trim(), password });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SignInProblem error={attempt.error} missing={missing} />
      <label className={styles.field}>
        {t('signIn.username')}
        <input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          onChange={(e) => setUsername(e.target.value)}
        />
      </label>
      <label className={styles.field}>
        {t('signIn.password')}
        <input name="password" type="password" autoComplete="current-password" value={password} onChange={(e) => setPassword(e.target.value)} />
      </label>
      <button className={styles.submit} type="submit" aria-disabled={attempt.isPending}>
        {attempt.isPending ? t('signIn.working') : t('signIn.submit')}
      </button>
    </form>
  );
}
