import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { OpenSessionList } from '../account/open-session-list.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { endUserSessions, listUserSessions } from '../api/user-api.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';

/** Where a user is signed in. The look is logged: it is made when it is asked for. */
export function UserSessions({ userId }: { readonly userId: string }): ReactElement {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <Sessions userId={userId} />;
  return (
    <Button variant="default" onClick={() => setAsked(true)} style={{ justifySelf: 'start' }}>
      {t('users.showSessions')}
    </Button>
  );
}

function Sessions({ userId }: { readonly userId: string }): ReactElement {
  const { t } = useTranslation();
  const sessions = useQuery({ queryKey: queryKeys.userSessions(userId), queryFn: ({ signal }) => listUserSessions(userId, signal), staleTime: 0 });
  const ending = useMutation({ mutationFn: (sessionId: string | null) => endUserSessions(userId, sessionId), onSettled: () => sessions.refetch() });
  return (
    <>
      {ending.error && <ProblemView error={ending.error} />}
      <QueryView query={sessions}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyView text={t('users.noSessions')} />
          ) : (
            <>
              <OpenSessionList sessions={items} onEnd={(id) => ending.mutate(id)} />
              <Button variant="outline" color="red.9" loading={ending.isPending} onClick={() => ending.mutate(null)} style={{ justifySelf: 'start' }}>
                {t('users.endSessions')}
              </Button>
            </>
          )
        }
      </QueryView>
    </>
  );
}
