import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findPersonalData } from '../../domain/personal-data-check.ts';
import type { FaultDetail } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import { useOfflineSend } from '../offline/use-offline-send.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { waitingResponsible } from './waiting-fault-act.ts';

/** Says who sees to it; empty: the board as a whole. */
export function FaultResponsible({ fault }: { readonly fault: FaultDetail }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const send = useOfflineSend();
  const [text, setText] = useState(fault.responsible ?? '');
  const saving = useMutation({
    mutationFn: (responsible: string | null) => send(waitingResponsible(fault, responsible, randomKey())),
    onSuccess: (outcome) => outcome.state === 'sent' && client.setQueryData(queryKeys.fault(fault.id), outcome.answer),
  });
  const named = text.trim() === '' ? null : text.trim();
  const isReady = named !== fault.responsible && findPersonalData(text).length === 0;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady && !saving.isPending) saving.mutate(named);
  }

  return (
    <SectionCard title={t('fault.responsible')}>
      <form onSubmit={submit}>
        <Stack gap="xs" align="flex-start">
          <TextInput
            w="100%"
            label={t('fault.responsibleName')}
            description={t('fault.responsibleHint', { board: fault.organisation.name })}
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <PersonalDataNotice text={text} advice={t('fault.personalData')} />
          {saving.error && <ProblemView error={saving.error} />}
          <Button type="submit" variant="default" loading={saving.isPending} disabled={!isReady}>
            {t('fault.saveResponsible')}
          </Button>
        </Stack>
      </form>
    </SectionCard>
  );
}
