import { Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchFactorState, removeSecondFactor, renewRecoveryCodes, type FactorState } from '../api/account-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { FactorProofForm } from './factor-proof-form.tsx';
import { PaperCodes } from './paper-codes.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';

type Task = 'setUp' | 'codes' | 'remove';

/** The second factor of the own account: set up, replace, new codes, or do without where the role may. */
export function SecondFactorCard(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const state = useQuery({ queryKey: queryKeys.secondFactor, queryFn: ({ signal }) => fetchFactorState(signal) });
  const [task, setTask] = useState<Task | null>(null);
  const done = (): void => {
    setTask(null);
    for (const queryKey of [queryKeys.secondFactor, queryKeys.ownSessions]) void client.invalidateQueries({ queryKey });
  };
  return (
    <SectionCard title={t('account.secondFactor')}>
      <QueryView query={state}>
        {(data) => (
          <>
            <Text>{data.enabled ? t('account.factorOn', { count: data.recoveryCodesLeft }) : t('account.factorOff')}</Text>
            {task === null ? <TaskButtons state={data} onChoose={setTask} /> : <TaskView task={task} enabled={data.enabled} onDone={done} />}
            {task !== null && (
              <Button variant="default" onClick={done} style={{ alignSelf: 'start' }}>
                {t('common.cancel')}
              </Button>
            )}
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}

function TaskButtons({ state, onChoose }: { readonly state: FactorState; readonly onChoose: (task: Task) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Group>
      <Button variant="default" onClick={() => onChoose('setUp')}>
        {state.enabled ? t('account.factorReplace') : t('account.factorSetUp')}
      </Button>
      {state.enabled && (
        <Button variant="default" onClick={() => onChoose('codes')}>
          {t('account.newCodes')}
        </Button>
      )}
      {state.enabled && !state.required && (
        <Button variant="outline" color="red.9" onClick={() => onChoose('remove')}>
          {t('account.factorRemove')}
        </Button>
      )}
    </Group>
  );
}

function TaskView({ task, enabled, onDone }: { readonly task: Task; readonly enabled: boolean; readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <PaperCodes codes={codes} text={t('account.recoveryCodesText')} onDone={onDone} />;
  if (task === 'setUp') return <SecondFactorSetup enabled={enabled} onDone={onDone} />;
  if (task === 'remove') return <FactorProofForm withCode submitLabel={t('account.factorRemove')} send={removeSecondFactor} onDone={onDone} />;
  return <FactorProofForm withCode submitLabel={t('account.newCodes')} send={renewRecoveryCodes} onDone={({ codes: made }) => setCodes(made ?? [])} />;
}
