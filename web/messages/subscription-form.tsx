import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TypedChannel } from '../../domain/messages/message-terms.ts';
import type { AlertSubscriptionCreate } from '../api/api-types.ts';
import { createSubscription } from '../api/message-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { useMessageMutation } from './use-messages.ts';

interface SubscriptionFormProps {
  readonly channels: readonly TypedChannel[];
  readonly onDone: () => void;
}

const INPUT_TYPES = { email: 'email', sms: 'tel', chat: 'text' } as const;

/** Adds an address: how, which and whose. All other wishes have defaults, and can be changed afterwards. */
export function SubscriptionForm({ channels, onDone }: SubscriptionFormProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const keyOf = useCreationKey();
  const [channel, setChannel] = useState<TypedChannel>(channels[0] ?? 'email');
  const [address, setAddress] = useState('');
  const [shared, setShared] = useState(false);
  const [missing, setMissing] = useState(false);
  const creating = useMessageMutation((subscription: AlertSubscriptionCreate) => createSubscription(subscription, keyOf(subscription)));

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(address.trim() === '');
    if (address.trim() !== '' && !creating.isPending) creating.mutate({ channel, address: address.trim(), shared, language }, { onSuccess: onDone });
  }

  return (
    <form onSubmit={submit} noValidate aria-label={t('messages.add')}>
      <Stack>
        <NativeSelect
          label={t('messages.channel')}
          value={channel}
          onChange={(event) => setChannel(channels.find((known) => known === event.currentTarget.value) ?? channel)}
          data={channels.map((known) => ({ value: known, label: t(`channel.${known}`) }))}
        />
        <TextInput
          label={t('messages.address')}
          description={t(`addressHint.${channel}`)}
          required
          autoFocus
          data-autofocus
          type={INPUT_TYPES[channel]}
          maxLength={254}
          value={address}
          error={missing && t('formProblem.required')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('messages.whose')}
          value={shared ? 'shared' : 'own'}
          onChange={(event) => setShared(event.currentTarget.value === 'shared')}
          data={[
            { value: 'own', label: t('messages.own') },
            { value: 'shared', label: t('messages.shared') },
          ]}
        />
        {creating.error && <ProblemView error={creating.error} />}
        <Group gap="xs">
          <Button type="submit" loading={creating.isPending}>
            {t('messages.subscribe')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
