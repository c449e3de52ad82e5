import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultDetail } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { FactList } from '../ui/fact-list.tsx';
import { useFaultText } from './use-fault-text.ts';

/** Where, since when, until when, how often, and who sees to it. */
export function FaultFacts({ fault }: { readonly fault: FaultDetail }): ReactElement {
  const { t } = useTranslation();
  const { lasted } = useFaultText()(fault);
  const { recoveredAt, closedAt, verifiedAt, flapCount } = fault;
  return (
    <FactList
      facts={[
        { name: t('fault.place'), value: `${fault.siteName}, ${fault.unitName}` },
        { name: t('fault.opened'), value: `${formatInstant(fault.openedAt)} (${lasted})` },
        { name: t('fault.recovered'), value: recoveredAt === null ? null : formatInstant(recoveredAt) },
        { name: t('fault.verified'), value: verifiedAt === null ? null : formatInstant(verifiedAt) },
        { name: t('fault.withdrawn'), value: closedAt === null || fault.outcome === 'verified' ? null : formatInstant(closedAt) },
        { name: t('fault.relapses'), value: flapCount === 0 ? null : t('fault.flaps', { count: flapCount }) },
        { name: t('fault.responsible'), value: fault.responsible ?? fault.organisation.name },
      ]}
    />
  );
}
