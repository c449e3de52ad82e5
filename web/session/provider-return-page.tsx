import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PlainField } from '../account/plain-field.tsx';
import styles from '../account/plain-form.module.css';
import { isApiProblem } from '../api/api-problem.ts';
import { finishProviderSignIn, sendProviderCode } from '../api/provider-api.ts';
import { Link } from '../routing/link.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { takeNextPath } from './next-path-store.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { SignInProblem } from './sign-in-problem.tsx';
import { useOpenSession } from './use-session.ts';

/** `/sign-in/provider`: where the provider sends the browser back to. It asks for the session by itself, from our own site: so the strict cookies come along. */
export function ProviderReturnPage(): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const search = useSearch({ from: '/sign-in/provider' });
  const begun = useRef(false);
  const opening = useOpenSession(finishProviderSignIn);
  const enter = (): void => void navigate({ href: takeNextPath(), replace: true });
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    // neither in the history nor in what somebody copies from the address bar
    void navigate({ to: '/sign-in/provider', search: {}, replace: true });
    // without a state it is refused like any that isn't ours
    opening.mutate({ ...search, state: search.state ?? '-' }, { onSuccess: enter });
  });
  if (isApiProblem(opening.error, 'second_factor_required')) return <CodeForm onEntered={enter} />;
  if (!opening.error) return <PlainLoading />;
  return (
    <SignInFrame title={t('signIn.title')} lead={t('provider.failed')}>
      <div className={styles.form}>
        <div role="alert">
          <p className={styles.problem}>{problemText(opening.error)}</p>
        </div>
        <Link to="/sign-in">{t('provider.again')}</Link>
      </div>
    </SignInFrame>
  );
}

function CodeForm({ onEntered }: { readonly onEntered: () => void }): ReactElement {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const sending = useOpenSession(sendProviderCode);
  const hasEnded = isApiProblem(sending.error) && !['wrong_second_factor', 'sign_in_throttled', 'server_unreachable'].includes(sending.error.code);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() !== '' && !sending.isPending) sending.mutate(code.trim(), { onSuccess: onEntered });
  }
  return (
    <SignInFrame title={t('signIn.title')} lead={t('provider.codeWanted')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {hasEnded ? <EndedProblem error={sending.error} /> : <SignInProblem error={sending.error} missing={missing} />}
        <PlainField label={t('signIn.code')} hint={t('signIn.codeHint')} name="code" autoComplete="one-time-code" autoFocus value={code} onValue={setCode} />
        <button className={styles.submit} type="submit" aria-disabled={sending.isPending}>
          {sending.isPending ? t('signIn.working') : t('signIn.submit')}
        </button>
        <Link to="/sign-in">{t('provider.again')}</Link>
      </form>
    </SignInFrame>
  );
}

function EndedProblem({ error }: { readonly error: unknown }): ReactElement {
  const problemText = useProblemText();
  return (
    <div role="alert">
      <p className={styles.problem}>{problemText(error)}</p>
    </div>
  );
}
