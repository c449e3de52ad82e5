import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSubscription } from '../api/api-types.ts';
import { confirmSubscription, requestMessage } from '../api/message-api.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { useMessageMutation } from './use-messages.ts';

/** Takes the code that was sent to an address, or has another one sent. */
export function ConfirmForm({ subscription: { id, address } }: { readonly subscription: AlertSubscription }): ReactElement {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const confirming = useMessageMutation((typed: string) => confirmSubscription(id, typed));
  const renewing = useMessageMutation(() => requestMessage(id, 'codes'));
  const error = confirming.error ?? renewing.error;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const digits = code.replaceAll(/\s/g, '');
    setMissing(digits === '');
    renewing.reset();
    if (digits !== '' && !confirming.isPending) confirming.mutate(digits);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Text>{t('subscription.codeSent', { address })}</Text>
        <TextInput
          label={t('subscription.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          w={160}
          value={code}
          error={missing && t('formProblem.required')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {error && <ProblemView error={error} />}
        <Group gap="xs">
          <Button type="submit" size="sm" loading={confirming.isPending}>
            {t('subscription.confirm')}
          </Button>
          <Button
            variant="default"
            size="sm"
            loading={renewing.isPending}
            onClick={() => {
              confirming.reset();
              renewing.mutate(undefined);
            }}
          >
            {t('subscription.newCode')}
          </Button>
        </Group>
        <span role="status">{renewing.isSuccess && t('subscription.newCodeSent')}</span>
      </Stack>
    </form>
  );
}
