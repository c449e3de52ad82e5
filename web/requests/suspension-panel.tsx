import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmergencySuspension } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { liftSuspension, listSuspensions } from '../api/request-api.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** Who opens no footage in an emergency for now, since one was not justified; nothing while there is nobody. */
export function SuspensionPanel(): ReactElement | null {
  const { t } = useTranslation();
  const suspensions = useQuery({ queryKey: queryKeys.suspensions, queryFn: ({ signal }) => listSuspensions(signal) });
  const open = suspensions.data?.filter(({ liftedAt }) => liftedAt === null) ?? [];
  if (suspensions.isError) return <ProblemView error={suspensions.error} onRetry={() => void suspensions.refetch()} />;
  if (open.length === 0) return null;
  return (
    <SectionCard title={t('suspension.title')}>
      <ul className={cards.list}>
        {open.map((suspension) => (
          <SuspensionItem key={suspension.id} suspension={suspension} />
        ))}
      </ul>
    </SectionCard>
  );
}

function SuspensionItem({ suspension }: { readonly suspension: EmergencySuspension }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const { id: userId } = useCurrentUser();
  const [asking, setAsking] = useState(false);
  const name = suspension.user.username;
  const lift = async (reason: string) => {
    await liftSuspension(suspension.id, reason);
    await Promise.all([queryKeys.suspensions, queryKeys.requestsWaiting].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const mayLift = may('emergency.lift') && suspension.user.id !== userId;
  return (
    <li className={cards.item}>
      <p className={cards.line}>{t('suspension.line', { name, at: formatInstant(suspension.suspendedAt) })}</p>
      {asking && <ReasonForm label={t('suspension.reason')} save={t('suspension.lift')} onSave={lift} onDone={() => setAsking(false)} />}
      {mayLift && !asking && (
        <Button size="sm" style={{ justifySelf: 'start' }} aria-label={t('suspension.liftLabel', { name })} onClick={() => setAsking(true)}>
          {t('suspension.lift')}
        </Button>
      )}
    </li>
  );
}
