import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { policyTimes, type PolicyTime } from '../../domain/requests/policy-timeline.ts';
import type { FootagePolicy } from '../api/api-types.ts';
import { listAllPolicies } from '../api/policy-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { PolicyForm } from './policy-form.tsx';
import { PolicyItem } from './policy-item.tsx';

const TIMES: readonly PolicyTime[] = ['present', 'coming', 'past'];

/** `/policies`: what units lay down about requests for footage, with past and coming entries; a new one begins on a day. */
export function PoliciesPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<FootagePolicy | null>(null);
  const policies = useQuery({ queryKey: queryKeys.policies, queryFn: ({ signal }) => listAllPolicies(signal), enabled: may('policy.read') });
  if (!may('policy.read')) return <NotAllowedPage />;
  const canAdd = may('policy.write') && !isAdding;
  const done = (policy: FootagePolicy | null): void => {
    setAdding(false);
    setAdded(policy);
  };
  return (
    <PageFrame title={t('policy.title')} aside={canAdd && <Button onClick={() => setAdding(true)}>{t('policy.add')}</Button>}>
      <p className={cards.line}>{t('policy.lead')}</p>
      <p className={cards.line}>{t('policy.without')}</p>
      {added !== null && (
        <p className={cards.line} role="status">
          {t('policy.saved', { name: added.unitName })}
        </p>
      )}
      {isAdding && (
        <SectionCard title={t('policy.add')}>
          <PolicyForm onDone={done} />
        </SectionCard>
      )}
      <QueryView query={policies}>{(items) => <PolicyLists policies={items} />}</QueryView>
    </PageFrame>
  );
}

function PolicyLists({ policies }: { readonly policies: readonly FootagePolicy[] }): ReactElement {
  const { t } = useTranslation();
  const dated = policies.map((policy) => ({ ...policy, validFromMs: Date.parse(policy.validFrom) }));
  const times = policyTimes(dated, Date.now());
  const byTime = (time: PolicyTime) => dated.filter(({ id }) => times.get(id) === time).sort((a, b) => b.validFromMs - a.validFromMs);
  if (policies.length === 0) return <EmptyView text={t('policy.none')} />;
  return (
    <>
      {TIMES.filter((time) => byTime(time).length > 0).map((time) => (
        <SectionCard key={time} title={t(`policy.time.${time}`)}>
          <ul className={cards.list}>
            {byTime(time).map((policy) => (
              <PolicyItem key={policy.id} policy={policy} />
            ))}
          </ul>
        </SectionCard>
      ))}
    </>
  );
}
