import { type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useProblemText } from '../ui/use-problem-text.ts';
import { useOffline } from './offline-of.ts';
import { useSending } from './use-sending.ts';
import { useWaiting } from './use-waiting.ts';
import type { ActionProblem, WaitingAction } from './waiting-action.ts';
import styles from './waiting-panel.module.css';

const STATUS_OF_KIND: Readonly<Partial<Record<ActionProblem['kind'], number>>> = {
  invalid: 422,
  conflict: 409,
  forbidden: 403,
  not_found: 404,
  malformed: 400,
  too_large: 413,
};

/** What was entered without connection: how many wait, what was sent, and what was refused and why. Nothing goes from here unless somebody puts it away. */
export function WaitingPanel(): ReactElement | null {
  const { t } = useTranslation();
  useSending();
  const actions = useWaiting();
  const count = (state: WaitingAction['state']): number => actions.filter((action) => action.state === state).length;
  const parts = [
    ...(count('refused') > 0 ? [t('waiting.refused', { count: count('refused') })] : []),
    ...(count('waiting') > 0 ? [t('waiting.waiting', { count: count('waiting') })] : []),
    ...(count('sent') > 0 ? [t('waiting.sent', { count: count('sent') })] : []),
  ];
  return (
    <section aria-label={t('waiting.title')} hidden={actions.length === 0} className={styles.panel}>
      <p role="status" className={styles.summary}>
        {parts.join(' · ')}
      </p>
      {actions.length > 0 && (
        <details open={count('refused') > 0}>
          <summary>{t('waiting.show')}</summary>
          <ul className={styles.list}>
            {actions.map((action) => (
              <WaitingItem key={action.id} action={action} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function WaitingItem({ action }: { readonly action: WaitingAction }): ReactElement {
  const { t } = useTranslation();
  const queue = useOffline()?.queue;
  const problemText = useProblemText();
  const { kind, about, state, problem, enteredAtMs, id } = action;
  const what = `${t(`waiting.kind.${kind}`)}: ${about}`;
  const own = problem === null ? '' : ownText(problem.code);
  const remove = t(state === 'waiting' ? 'waiting.cancel' : 'waiting.putAway');
  return (
    <li className={styles.item} data-state={state}>
      <div>
        <b>{what}</b>
        <br />
        {t(`waiting.state.${state}`)} · {t('waiting.entered', { at: formatInstant(new Date(enteredAtMs).toISOString()) })}
        {problem !== null && <p className={styles.reason}>{own === '' ? problemText(asProblem(problem)) : own}</p>}
      </div>
      <button type="button" className={styles.button} aria-label={`${remove}: ${what}`} onClick={() => void queue?.remove(id)}>
        {remove}
      </button>
    </li>
  );

  function ownText(code: string): string {
    if (code === 'ground_changed') return t('waiting.groundChanged');
    if (code === 'outcome_unknown') return t('waiting.outcomeUnknown');
    return code === 'waited_too_long' ? t('waiting.waitedTooLong') : '';
  }
}

function asProblem({ code, kind, detail }: ActionProblem): ApiProblem {
  return new ApiProblem(code, { status: STATUS_OF_KIND[kind] ?? 500, detail });
}
