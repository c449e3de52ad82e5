import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/api-problem.ts';
import type { LogErasure, LogErasureDecision } from '../api/api-types.ts';
import { decideOnErasure } from '../api/log-erasure-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { ProblemView } from '../ui/problem-view.tsx';

interface ErasureDecisionProps {
  readonly erasure: LogErasure;
  /** What it takes, in words. */
  readonly subject: string;
}

/** Agreeing, after a question since nothing comes back, and refusing. */
export function ErasureDecision({ erasure, subject }: ErasureDecisionProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isSure, setSure] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.logErasures });
  const deciding = useMutation({
    mutationFn: (decision: LogErasureDecision) => decideOnErasure(erasure.id, decision),
    onSuccess: refresh,
    // somebody else was faster: the list says who
    onError: (error) => (isApiProblem(error, 'erasure_decided') ? refresh() : undefined),
  });
  const { error } = deciding;
  const problem = error && <ProblemView error={error} text={isApiProblem(error, 'erasure_without_request') ? t('logErasure.requestGone') : undefined} />;
  const close = (): void => {
    setSure(false);
    deciding.reset();
  };
  return (
    <>
      {!isSure && problem}
      <Group gap="xs">
        <Button size="sm" color="red.9" aria-label={t('logErasure.approveLabel', { subject })} onClick={() => setSure(true)}>
          {t('logErasure.approve')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={deciding.isPending && !isSure}
          aria-label={t('logErasure.refuseLabel', { subject })}
          onClick={() => deciding.mutate('refuse')}
        >
          {t('logErasure.refuse')}
        </Button>
      </Group>
      <Modal opened={isSure} onClose={close} title={t('logErasure.sureTitle', { subject })} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <Stack>
          <Text>{t(erasure.user === null ? 'logErasure.meansEntries' : 'logErasure.meansAccount')}</Text>
          <Text fw={600}>{t('logErasure.forGood')}</Text>
          {problem}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button color="red.9" loading={deciding.isPending} onClick={() => deciding.mutate('approve')}>
              {t('logErasure.approve')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
