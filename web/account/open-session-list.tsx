import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenSession } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import cards from '../ui/card-list.module.css';
import styles from './account.module.css';

interface OpenSessionListProps {
  readonly sessions: readonly OpenSession[];
  readonly onEnd: (id: string) => void;
}

/** Open sessions by device, address and time, each with a button that ends it; the one that looks is told apart and has none. */
export function OpenSessionList({ sessions, onEnd }: OpenSessionListProps): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className={cards.list}>
      {sessions.map(({ id, device, address, createdAt, lastSeenAt, current }) => {
        const name = device ?? t('account.unknownDevice');
        return (
          <li key={id} className={styles.item}>
            <div>
              <b>{name}</b> {current && <span className={styles.mark}>{t('account.thisDevice')}</span>}
              <br />
              {address !== null && <>{t('account.fromAddress', { address })} · </>}
              {t('account.signedInAt', { at: formatInstant(createdAt) })} · {t('account.lastSeen', { at: formatInstant(lastSeenAt) })}
            </div>
            {!current && (
              <Button variant="default" onClick={() => onEnd(id)} aria-label={t('account.endOf', { name, at: formatInstant(createdAt) })}>
                {t('account.end')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
