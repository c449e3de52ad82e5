import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { endOtherSessions, endOwnSession, listOwnSessions } from '../api/account-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { useKeepSession } from '../session/use-session.ts';
import { MoreButton } from '../ui/more-button.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ApiKeyCard } from './api-key-card.tsx';
import { OpenSessionList } from './open-session-list.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';

/** `/account`: the own password, the second factor, and where one is signed in. */
export function AccountPage(): ReactElement {
  const { t } = useTranslation();
  const { role, username, hasPassword } = useCurrentUser();
  const client = useQueryClient();
  const keepSession = useKeepSession();
  return (
    <PageFrame title={t('account.title')}>
      {hasPassword && (
        <SectionCard title={t('account.changePassword')}>
          <PasswordForm
            role={role}
            username={username}
            onChanged={(session) => {
              keepSession(session);
              void client.invalidateQueries({ queryKey: queryKeys.ownSessions });
            }}
          />
        </SectionCard>
      )}
      <SecondFactorCard />
      <OwnSessions />
      <ApiKeyCard />
    </PageFrame>
  );
}

function OwnSessions(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useCursorPages({
    queryKey: queryKeys.ownSessions,
    fetchPage: (cursor, signal) => listOwnSessions(cursor, signal),
  });
  const ending = useMutation({
    mutationFn: (id: string | null) => (id === null ? endOtherSessions() : endOwnSession(id)),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.ownSessions }),
  });
  return (
    <SectionCard title={t('account.sessions')}>
      <Text>{t('account.sessionsText')}</Text>
      {ending.error && <ProblemView error={ending.error} />}
      <QueryView query={sessions}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          return (
            <>
              <OpenSessionList sessions={items} onEnd={(id) => ending.mutate(id)} />
              <MoreButton pages={sessions} />
              {items.length > 1 && (
                <Button variant="outline" color="red.9" loading={ending.isPending} onClick={() => ending.mutate(null)} style={{ alignSelf: 'start' }}>
                  {t('account.endOthers')}
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </SectionCard>
  );
}
