import { Button, Group, Text } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSubscription } from '../api/api-types.ts';
import { changeSubscription, deleteSubscription, requestMessage } from '../api/message-api.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useCurrentUser } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { ConfirmForm } from './confirm-form.tsx';
import { useMessageMutation } from './use-messages.ts';
import { hourText } from './wishes-draft.ts';
import { WishesForm } from './wishes-form.tsx';

/** One address that is told of alerts, and what can be done with it. */
export function SubscriptionItem({ subscription }: { readonly subscription: AlertSubscription }): ReactElement {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const { channel, address, shared, confirmed, organisationName } = subscription;
  return (
    <li className={cards.item} aria-label={`${t(`channel.${channel}`)} ${address}`}>
      <div className={cards.head}>
        <span className={cards.name}>
          {t(`channel.${channel}`)}: {address}
        </span>
        <StateTag subscription={subscription} />
      </div>
      <span className={cards.quiet}>
        {shared ? t('messages.shared') : t('messages.own')} · <WishesSummary subscription={subscription} />
      </span>
      {organisationName !== user.organisation.name && <span className={cards.quiet}>{t('messages.ofOrganisation', { name: organisationName })}</span>}
      {!subscription.channelAvailable && <Text>{t('subscription.unavailable')}</Text>}
      {!confirmed && <ConfirmForm subscription={subscription} />}
      <SubscriptionActions subscription={subscription} />
    </li>
  );
}

function StateTag({ subscription: { confirmed, active } }: { readonly subscription: AlertSubscription }): ReactElement {
  const { t } = useTranslation();
  if (!confirmed) return <ToneTag tone="warn">{t('subscription.unconfirmed')}</ToneTag>;
  return active ? <ToneTag tone="good">{t('subscription.active')}</ToneTag> : <ToneTag tone="plain">{t('subscription.paused')}</ToneTag>;
}

function WishesSummary({ subscription }: { readonly subscription: AlertSubscription }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { digestHour, quietHours, minOutageMinutes } = subscription;
  const parts = [
    digestHour === null ? t('wishes.summaryAtOnce') : t('wishes.summaryDaily', { time: hourText(digestHour) }),
    ...(minOutageMinutes === 0 ? [] : [t('wishes.summaryMin', { duration: formats.duration(minOutageMinutes * 60_000) })]),
    ...(quietHours === null ? [] : [t('wishes.summaryQuiet', quietHours)]),
  ];
  return <>{parts.join(', ')}</>;
}

function SubscriptionActions({ subscription }: { readonly subscription: AlertSubscription }): ReactElement {
  const { t } = useTranslation();
  const { id, confirmed, active, channelAvailable } = subscription;
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const testing = useMessageMutation(() => requestMessage(id, 'test'));
  const switching = useMessageMutation((isActive: boolean) => changeSubscription(id, { active: isActive }));
  const error = testing.error ?? switching.error;
  if (open === 'edit') return <WishesForm subscription={subscription} onDone={() => setOpen(null)} />;
  if (open === 'remove') return <RemoveQuestion subscription={subscription} onCancel={() => setOpen(null)} />;
  return (
    <>
      <Group gap="xs">
        {confirmed && channelAvailable && (
          <Button variant="default" size="sm" loading={testing.isPending} onClick={() => testing.mutate(undefined)}>
            {t('subscription.test')}
          </Button>
        )}
        {confirmed && (
          <Button variant="default" size="sm" loading={switching.isPending} onClick={() => switching.mutate(!active)}>
            {active ? t('subscription.pause') : t('subscription.resume')}
          </Button>
        )}
        <Button variant="default" size="sm" onClick={() => setOpen('edit')}>
          {t('subscription.edit')}
        </Button>
        <Button variant="default" size="sm" onClick={() => setOpen('remove')}>
          {t('subscription.remove')}
        </Button>
      </Group>
      {error && <ProblemView error={error} />}
      <span role="status">{testing.isSuccess && t('subscription.testSent')}</span>
    </>
  );
}

function RemoveQuestion({
  subscription: { id, address },
  onCancel,
}: {
  readonly subscription: AlertSubscription;
  readonly onCancel: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const removing = useMessageMutation(() => deleteSubscription(id));
  return (
    <div role="alert">
      <Text mb="xs">{t('subscription.removeSure', { address })}</Text>
      {removing.error && <ProblemView error={removing.error} />}
      <Group gap="xs">
        <Button color="red" size="sm" loading={removing.isPending} onClick={() => removing.mutate(undefined)}>
          {t('subscription.removeYes')}
        </Button>
        <Button variant="default" size="sm" autoFocus onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </div>
  );
}
