import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { listAllUnits } from '../api/unit-api.ts';

/** Levels that lay something down; districts have ended. */
const LEVELS = ['province', 'commune', 'ward', 'township', 'special_zone', 'neighbourhood'] as const;
type Level = (typeof LEVELS)[number];

interface UnitOfLevelFieldsProps {
  readonly unitId: string;
  /** What is wrong with the unit. */
  readonly error: string | null;
  readonly onChange: (unitId: string) => void;
}

/** A unit, by its level first: there are thousands of them. */
export function UnitOfLevelFields({ unitId, error, onChange }: UnitOfLevelFieldsProps): ReactElement {
  const { t } = useTranslation();
  const [level, setLevel] = useState<Level>('province');
  const units = useQuery({ queryKey: queryKeys.units(level), queryFn: ({ signal }) => listAllUnits(level, signal), staleTime: 5 * 60_000 });
  const sorted = [...(units.data ?? [])].sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }));
  const first = units.isPending ? t('common.loading') : t(sorted.length === 0 ? 'policy.noUnits' : 'policy.choose');
  return (
    <>
      <NativeSelect
        label={t('policy.level')}
        data={LEVELS.map((value) => ({ value, label: t(`policy.levels.${value}`) }))}
        value={level}
        onChange={({ currentTarget }) => {
          setLevel(LEVELS.find((one) => one === currentTarget.value) ?? 'province');
          onChange('');
        }}
      />
      <NativeSelect
        label={t('policy.unit')}
        data={[{ value: '', label: first }, ...sorted.map(({ id, name }) => ({ value: id, label: name }))]}
        value={unitId}
        error={units.isError ? t('problem.title') : error}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </>
  );
}
