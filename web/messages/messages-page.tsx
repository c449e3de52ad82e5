import { Button, Stack, Text } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSubscriptionPage } from '../api/api-types.ts';
import { PushSwitch } from '../push/push-switch.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { SubscriptionForm } from './subscription-form.tsx';
import { SubscriptionItem } from './subscription-item.tsx';
import { useSubscriptions } from './use-messages.ts';

/** `/messages`: who is told when a camera fails, and what was sent. */
export function MessagesPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const subscriptions = useSubscriptions();
  if (!may('subscription.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('messages.title')}>
      <Text>{t('messages.lead')}</Text>
      {may('alarm.read') && <Text>{t('messages.leadAlarm')}</Text>}
      <SectionCard title={t('messages.where')}>
        <QueryView query={subscriptions}>{(page) => <SubscriptionPart page={page} />}</QueryView>
      </SectionCard>
      {may('subscription.write') && <PushSwitch />}
      <SectionCard title={t('delivery.title')}>
        <DeliveryList />
      </SectionCard>
    </PageFrame>
  );
}

function SubscriptionPart({ page: { items, channels } }: { readonly page: AlertSubscriptionPage }): ReactElement {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const mayAdd = channels.length > 0;
  return (
    <Stack>
      {items.length === 0 && <EmptyView text={mayAdd ? t('messages.none') : t('messages.noChannels')} />}
      <ul className={cards.list}>
        {items.map((subscription) => (
          <SubscriptionItem key={subscription.id} subscription={subscription} />
        ))}
      </ul>
      {mayAdd && !isAdding && (
        <Button style={{ alignSelf: 'start' }} onClick={() => setAdding(true)}>
          {t('messages.add')}
        </Button>
      )}
      {isAdding && <SubscriptionForm channels={channels} onDone={() => setAdding(false)} />}
    </Stack>
  );
}
