import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { beginSecondFactor, confirmSecondFactor, type FactorSetup } from '../api/account-api.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { FactorProofForm } from './factor-proof-form.tsx';
import { PaperCodes } from './paper-codes.tsx';
import { PlainField } from './plain-field.tsx';
import styles from './plain-form.module.css';

interface SecondFactorSetupProps {
  /** There is one already, whose code is needed as well. */
  readonly enabled: boolean;
  /** The paper with the recovery codes was put away. */
  readonly onDone: () => void;
}

/** Three steps: the password, the app, the recovery codes on paper. */
export function SecondFactorSetup({ enabled, onDone }: SecondFactorSetupProps): ReactElement {
  const { t } = useTranslation();
  const [setup, setSetup] = useState<FactorSetup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <PaperCodes codes={codes} text={t('account.recoveryCodesText')} onDone={onDone} />;
  if (setup !== null) return <AppStep setup={setup} onConfirmed={setCodes} />;
  return <FactorProofForm withCode={enabled} submitLabel={t('account.factorBegin')} send={beginSecondFactor} onDone={setSetup} />;
}

function AppStep({ setup, onConfirmed }: { readonly setup: FactorSetup; readonly onConfirmed: (codes: readonly string[]) => void }): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const confirming = useMutation({ mutationFn: confirmSecondFactor, gcTime: 0, onSuccess: ({ codes }) => onConfirmed(codes ?? []) });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() !== '' && !confirming.isPending) confirming.mutate(code);
  }
  const problem = missing ? t('account.missing') : confirming.error && problemText(confirming.error);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div role="alert">{problem && <p className={styles.problem}>{problem}</p>}</div>
      <p className={styles.text}>{t('account.factorScan')}</p>
      <QrCode text={setup.uri} label={t('account.factorQr')} />
      <details>
        <summary>{t('account.factorType')}</summary>
        <code className={styles.secret}>{setup.secret.replace(/.{4}/g, '$& ')}</code>
      </details>
      <PlainField label={t('account.factorFirstCode')} name="code" autoComplete="one-time-code" inputMode="numeric" value={code} onValue={setCode} />
      <button className={styles.submit} type="submit" aria-disabled={confirming.isPending}>
        {t('account.factorConfirm')}
      </button>
    </form>
  );
}
