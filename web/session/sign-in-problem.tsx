import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../account/plain-form.module.css';
import { isApiProblem } from '../api/api-problem.ts';
import { useFormats } from '../formats/use-formats.ts';

interface SignInProblemProps {
  readonly error: Error | null;
  /** A field was left empty. */
  readonly missing: boolean;
}

/** Why signing in failed and what to do, announced at once; nothing when it didn't fail. */
export function SignInProblem({ error, missing }: SignInProblemProps): ReactElement {
  const text = useProblemText(error, missing);
  return <div role="alert">{text !== null && <p className={styles.problem}>{text}</p>}</div>;
}

function useProblemText(error: Error | null, missing: boolean): string | null {
  const { t } = useTranslation();
  const formats = useFormats();
  if (missing) return t('signIn.missing');
  if (error === null) return null;
  if (isApiProblem(error, 'second_factor_required')) return t('signIn.codeWanted');
  if (isApiProblem(error, 'wrong_second_factor')) return t('signIn.wrongCode');
  const status = isApiProblem(error) ? error.status : 500;
  if (status === 0) return t('signIn.unreachable');
  if (status === 401 || status === 422) return t('signIn.wrong');
  if (status !== 429) return t('signIn.failed');
  const waitS = isApiProblem(error) ? error.retryAfterS : null;
  return waitS === null ? t('signIn.throttled') : t('signIn.throttledFor', { duration: formats.duration(waitS * 1000) });
}
