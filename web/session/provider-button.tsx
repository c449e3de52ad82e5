import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../account/plain-form.module.css';
import { beginProviderSignIn } from '../api/provider-api.ts';
import { useConfig } from '../map/use-config.ts';
import { useProblemText } from '../ui/use-problem-text.ts';
import { keepNextPath } from './next-path-store.ts';

interface ProviderButtonProps {
  /** Where to go afterwards. */
  readonly next: string;
  /** Token of an invitation that is used by it. */
  readonly invitation?: string;
}

/** Leads to the provider, where the operator has set one up; nothing else. */
export function ProviderButton({ next, invitation }: ProviderButtonProps): ReactElement | null {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const label = useConfig().data?.providerLabel ?? null;
  const leaving = useMutation({
    mutationFn: () => beginProviderSignIn(invitation),
    gcTime: 0,
    onSuccess: (url) => {
      keepNextPath(next);
      location.assign(url);
    },
  });
  if (label === null) return null;
  return (
    <div className={styles.form}>
      <div role="alert">{leaving.error && <p className={styles.problem}>{problemText(leaving.error)}</p>}</div>
      <button className={styles.other} type="button" aria-disabled={leaving.isPending} onClick={() => leaving.isPending || leaving.mutate()}>
        {leaving.isPending ? t('signIn.working') : t('provider.signIn', { label })}
      </button>
    </div>
  );
}
