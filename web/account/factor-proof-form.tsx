import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorProof } from '../api/account-api.ts';
import { useSession } from '../session/use-session.ts';
import { useProblemText } from '../ui/use-problem-text.ts';
import { PlainField } from './plain-field.tsx';
import styles from './plain-form.module.css';

interface FactorProofFormProps<T> {
  /** Asks for a code of the second factor, too. */
  readonly withCode: boolean;
  readonly submitLabel: string;
  readonly send: (proof: FactorProof) => Promise<T>;
  readonly onDone: (answer: T) => void;
}

/** The password, and the code of the second factor where there is one: asked before the second factor is touched. Who has no password proves it by having signed in just before. */
export function FactorProofForm<T>({ withCode, submitLabel, send, onDone }: FactorProofFormProps<T>): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const hasPassword = useSession().data?.user.hasPassword !== false;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  // neither what is typed nor what is shown once stays in a cache
  const sending = useMutation({ mutationFn: send, gcTime: 0, onSuccess: onDone });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const complete = (!hasPassword || password !== '') && (!withCode || code.trim() !== '');
    setMissing(!complete);
    if (complete && !sending.isPending) sending.mutate({ ...(hasPassword ? { password } : {}), ...(withCode ? { code: code.trim() } : {}) });
  }
  const problem = missing ? t('account.missing') : sending.error && problemText(sending.error);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div role="alert">{problem && <p className={styles.problem}>{problem}</p>}</div>
      {hasPassword && (
        <PlainField
          label={t('account.currentPassword')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
        />
      )}
      {withCode && <PlainField label={t('signIn.code')} hint={t('signIn.codeHint')} name="code" autoComplete="one-time-code" value={code} onValue={setCode} />}
      <button className={styles.submit} type="submit" aria-disabled={sending.isPending}>
        {submitLabel}
      </button>
    </form>
  );
}
