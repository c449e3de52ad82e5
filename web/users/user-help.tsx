import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PaperCodes } from '../account/paper-codes.tsx';
import type { UserItem } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { unlinkProvider } from '../api/provider-api.ts';
import { inviteAgain, makeResetCodes, resetSecondFactor } from '../api/user-api.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { RetireButton } from '../ui/retire-button.tsx';
import type { ShownInvitation } from './invitation-card.tsx';

interface UserHelpProps {
  readonly user: UserItem;
  readonly onInvited: (shown: ShownInvitation) => void;
}

/** For who lost a password, a phone or an invitation. Nothing of it is for the own account. */
export function UserHelp({ user, onInvited }: UserHelpProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isOwn = useCurrentUser().id === user.id;
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.userLists });
  const inviting = useMutation({
    mutationFn: () => inviteAgain(user.id),
    gcTime: 0,
    onSuccess: ({ token, expiresAt }) => {
      onInvited({ username: user.username, token, expiresAt });
      return refresh();
    },
  });
  const printing = useMutation({ mutationFn: () => makeResetCodes(user.id), gcTime: 0, onSuccess: (sheet) => setCodes(sheet.codes ?? []) });
  if (isOwn) return <Text>{t('users.own')}</Text>;
  if (codes !== null) return <PaperCodes codes={codes} text={t('users.resetCodesText', { name: user.username })} onDone={() => setCodes(null)} />;
  const problem = inviting.error ?? printing.error;
  return (
    <>
      {problem && <ProblemView error={problem} />}
      <Group>
        <Button variant="default" loading={inviting.isPending} onClick={() => inviting.mutate()}>
          {user.state === 'invited' ? t('users.inviteAgain') : t('users.forgotPassword')}
        </Button>
        {user.role === 'board' && user.state === 'active' && !user.byProvider && (
          <Button variant="default" loading={printing.isPending} onClick={() => printing.mutate()}>
            {t('users.resetCodes')}
          </Button>
        )}
        {user.byProvider && (
          <RetireButton
            label={t('users.unlink')}
            name={user.displayName}
            title={t('users.unlinkTitle', { name: user.displayName })}
            text={t('users.unlinkText')}
            retire={() => unlinkProvider(user.id)}
            onRetired={refresh}
          />
        )}
        {user.hasSecondFactor && (
          <RetireButton
            label={t('users.resetFactor')}
            name={user.displayName}
            title={t('users.resetFactorTitle', { name: user.displayName })}
            text={t('users.resetFactorText')}
            retire={() => resetSecondFactor(user.id)}
            onRetired={refresh}
          />
        )}
      </Group>
    </>
  );
}
