import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/api-problem.ts';
import type { AlertSubscription } from '../api/api-types.ts';
import { deleteSubscription, listOwnSubscriptions } from '../api/message-api.ts';
import { fetchPushKey, subscribeBrowser } from '../api/push-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useMessageMutation } from '../messages/use-messages.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { giveUpPush, mayTakePush, readPushMark, takePush, writePushMark } from './browser-push.ts';

/** Switches messages to this very browser on and off, and says what passes whom. Not there where the operator hasn't set it up. */
export function PushSwitch(): ReactElement | null {
  const { t } = useTranslation();
  const key = useQuery({ queryKey: queryKeys.pushKey, queryFn: ({ signal }) => fetchPushKey(signal), staleTime: Number.POSITIVE_INFINITY });
  const subscriptions = useQuery({ queryKey: queryKeys.ownSubscriptions, queryFn: ({ signal }) => listOwnSubscriptions(signal) });
  const turn = usePushTurns();
  const publicKey = key.data ?? null;
  const mark = readPushMark();
  const own = subscriptions.data?.find(({ id, channel }) => channel === 'push' && id === mark?.subscriptionId);
  if (publicKey === null || subscriptions.data === undefined) return null;
  return (
    <SectionCard title={t('push.title')}>
      <Stack align="flex-start" gap="xs">
        <Text>{t('push.lead')}</Text>
        <Text size="sm">{t('push.privacy')}</Text>
        {mayTakePush() ? <Turn own={own} turn={turn} publicKey={publicKey} /> : <Text fw={600}>{t('push.unable')}</Text>}
      </Stack>
    </SectionCard>
  );
}

type Turns = ReturnType<typeof usePushTurns>;

function Turn({
  own,
  turn: { on, off },
  publicKey,
}: {
  readonly own: AlertSubscription | undefined;
  readonly turn: Turns;
  readonly publicKey: string;
}): ReactElement {
  const { t } = useTranslation();
  const error = on.error ?? off.error;
  return (
    <>
      <Text fw={600} role="status">
        {t(own === undefined ? 'push.isOff' : 'push.isOn')}
      </Text>
      {error !== null && <ProblemView error={error} text={isApiProblem(error) ? undefined : t(isRefusal(error) ? 'push.notAllowed' : 'push.failed')} />}
      {own === undefined ? (
        <Button loading={on.isPending} onClick={() => on.mutate(publicKey)}>
          {t('push.on')}
        </Button>
      ) : (
        <Button variant="default" loading={off.isPending} onClick={() => off.mutate(own.id)}>
          {t('push.off')}
        </Button>
      )}
    </>
  );
}

function isRefusal(error: Error): boolean {
  return error.name === 'NotAllowedError';
}

function usePushTurns() {
  const { id: userId } = useCurrentUser();
  const language = useLanguage();
  const on = useMessageMutation(async (publicKey: string) => {
    const subscription = await takePush(publicKey);
    const { id } = await subscribeBrowser(subscription.toJSON(), language);
    writePushMark({ userId, subscriptionId: id });
  });
  const off = useMessageMutation(async (subscriptionId: string) => {
    await deleteSubscription(subscriptionId);
    await giveUpPush();
  });
  return { on, off };
}
