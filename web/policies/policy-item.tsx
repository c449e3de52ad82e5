import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootagePolicy } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import cards from '../ui/card-list.module.css';
import { FactList } from '../ui/fact-list.tsx';

/** One entry: of which unit, from when on, what it says, and the document behind it. */
export function PolicyItem({ policy }: { readonly policy: FootagePolicy }): ReactElement {
  const { t } = useTranslation();
  return (
    <li className={cards.item}>
      <h3 className={cards.name}>{policy.unitName}</h3>
      <FactList
        facts={[
          { name: t('policy.validFrom'), value: formatInstant(policy.validFrom) },
          { name: t('policy.deciders'), value: t('policy.people', { count: policy.deciders }) },
          { name: t('policy.decisionDays'), value: t('policy.workingDays', { count: policy.decisionWorkingDays }) },
          { name: t('policy.expiryDays'), value: t('policy.workingDays', { count: policy.expiryWorkingDays }) },
          { name: t('policy.access'), value: t('policy.hours', { count: policy.accessHours }) },
          { name: t('policy.emergency'), value: t(policy.emergencyAllowed ? 'policy.allowed' : 'policy.notAllowed') },
          { name: t('policy.basis'), value: policy.basis },
        ]}
      />
    </li>
  );
}
