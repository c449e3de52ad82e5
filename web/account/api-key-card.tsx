import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { apiKeyActionsOf } from '../../domain/api-key-rule.ts';
import { endApiKey, listApiKeys } from '../api/account-api.ts';
import type { ApiKey } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useCurrentUser } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './account.module.css';
import { ApiKeyForm } from './api-key-form.tsx';

/** Keys for programs, of the own account; nothing for who may put nothing into one. */
export function ApiKeyCard(): ReactElement | null {
  const { t } = useTranslation();
  const { role } = useCurrentUser();
  const client = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.apiKeys });
  const actions = apiKeyActionsOf(role);
  if (actions.length === 0) return null;
  return (
    <SectionCard title={t('apiKeys.title')}>
      <Text>{t('apiKeys.text')}</Text>
      {token !== null && (
        <div role="status">
          <Text fw={600}>{t('apiKeys.token')}</Text>
          <code className={styles.token}>{token}</code>
        </div>
      )}
      {isMaking ? (
        <ApiKeyForm
          actions={actions}
          onCancel={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            setToken(made);
            void refresh();
          }}
        />
      ) : (
        <Button variant="default" onClick={() => setMaking(true)} style={{ alignSelf: 'start' }}>
          {t('apiKeys.make')}
        </Button>
      )}
      <KeyList onEnded={refresh} />
    </SectionCard>
  );
}

function KeyList({ onEnded }: { readonly onEnded: () => Promise<void> }): ReactElement {
  const keys = useCursorPages({
    queryKey: queryKeys.apiKeys,
    fetchPage: (cursor, signal) => listApiKeys(cursor, signal),
  });
  const ending = useMutation({ mutationFn: endApiKey, onSettled: onEnded });
  return (
    <QueryView query={keys}>
      {(data) => (
        <>
          {ending.error && <ProblemView error={ending.error} />}
          <ul className={cards.list}>
            {data.pages
              .flatMap(({ items }) => items)
              .map((key) => (
                <KeyItem key={key.id} apiKey={key} onEnd={() => ending.mutate(key.id)} />
              ))}
          </ul>
          <MoreButton pages={keys} />
        </>
      )}
    </QueryView>
  );
}

function KeyItem({ apiKey, onEnd }: { readonly apiKey: ApiKey; readonly onEnd: () => void }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const { name, actions, expiresAt, lastUsedAt } = apiKey;
  return (
    <li className={styles.item}>
      <div>
        <b>{name}</b>
        <br />
        {actions.map((action) => knownText(`auditAction.${action}`, action)).join('; ')}
        <br />
        {t('apiKeys.expires', { at: formatInstant(expiresAt) })} ·{' '}
        {lastUsedAt === null ? t('apiKeys.neverUsed') : t('account.lastSeen', { at: formatInstant(lastUsedAt) })}
      </div>
      <Button variant="default" onClick={onEnd} aria-label={t('apiKeys.endOf', { name })}>
        {t('apiKeys.end')}
      </Button>
    </li>
  );
}
