import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './messages.module.css';
import { useMessagePages } from './use-messages.ts';

const TONES = { waiting: 'plain', sending: 'plain', sent: 'good', failed: 'bad' } as const;

/** What was sent to whom, and whether it arrived; newest first. */
export function DeliveryList(): ReactElement {
  const { t } = useTranslation();
  const pages = useMessagePages();
  const messages: readonly Message[] = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <LoadingView />;
  return (
    <>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && messages.length === 0 && <EmptyView text={t('delivery.none')} />}
      <ul className={cards.list}>
        {messages.map((message) => (
          <DeliveryItem key={message.id} message={message} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </>
  );
}

function DeliveryItem({ message }: { readonly message: Message }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const { state, error, attempts, nextAttemptAt } = message;
  const notes = [
    `${t(`channel.${message.channel}`)} – ${t('delivery.to', { address: message.to })}`,
    formatInstant(message.finishedAt ?? message.createdAt),
    ...(attempts > 1 || error !== null ? [t('delivery.attempts', { count: attempts })] : []),
    ...(attempts > 0 && nextAttemptAt !== null ? [t('delivery.next', { at: formatInstant(nextAttemptAt) })] : []),
  ];
  return (
    <li className={cards.item}>
      <div className={cards.head}>
        <span className={cards.name}>{message.subject}</span>
        <ToneTag tone={state === 'waiting' && error !== null ? 'warn' : TONES[state]}>{t(`deliveryState.${state}`)}</ToneTag>
      </div>
      <span className={cards.quiet}>{notes.join(' · ')}</span>
      {error !== null && <span>{knownText(`messageProblem.${error.code}`, error.message)}</span>}
      {message.text !== null && (
        <details className={styles.details}>
          <summary>{t('delivery.show')}</summary>
          <pre className={styles.text}>{message.text}</pre>
        </details>
      )}
    </li>
  );
}
