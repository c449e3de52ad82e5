import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitDetail } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getUnit } from '../api/unit-api.ts';
import { formatCalendarDay } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** Level, code and days of a unit, and what it came from and became. */
export function UnitFacts({ unit }: { readonly unit: UnitDetail }): ReactElement {
  const { t } = useTranslation();
  const { level, code, validFrom, validTo, boundary, predecessors, successors } = unit;
  return (
    <SectionCard title={t('units.facts')}>
      <FactList
        facts={[
          { name: t('units.levelField'), value: t(`units.level.${level}`) },
          { name: t('units.code'), value: code ?? t('units.noCode') },
          { name: t('units.since'), value: validFrom === null ? t('units.always') : formatCalendarDay(validFrom) },
          { name: t('units.endedOn'), value: validTo === null ? null : formatCalendarDay(validTo) },
          { name: t('units.predecessors'), value: predecessors.length === 0 ? null : <UnitNames units={predecessors} /> },
          { name: t('units.successors'), value: successors.length === 0 ? null : <UnitNames units={successors} /> },
          { name: t('units.outline'), value: t(boundary === null ? 'units.noOutline' : 'units.hasOutline') },
        ]}
      />
    </SectionCard>
  );
}

function UnitNames({ units }: { readonly units: UnitDetail['predecessors'] }): ReactElement {
  return (
    <>
      {units.map(({ unitId, on }) => (
        <div key={unitId}>
          <UnitName unitId={unitId} /> ({formatCalendarDay(on)})
        </div>
      ))}
    </>
  );
}

function UnitName({ unitId }: { readonly unitId: string }): ReactElement {
  const unit = useQuery({ queryKey: queryKeys.unit(unitId), queryFn: ({ signal }) => getUnit(unitId, signal), staleTime: 60_000 });
  return (
    <Link to="/units/$unitId" params={{ unitId }}>
      {unit.data?.name ?? '…'}
    </Link>
  );
}
