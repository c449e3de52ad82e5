import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { levelsUnder } from '../../domain/unit-levels.ts';
import type { Unit } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { listUnitsUnder } from '../api/unit-api.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { UnitCreateForm } from './unit-create-form.tsx';

/** The units directly under one (or under none), and for administrators the way to make another there. */
export function UnitsUnder({ parent }: { readonly parent: Unit | null }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const parentId = parent?.id ?? null;
  const units = useQuery({ queryKey: queryKeys.unitsUnder(parentId), queryFn: ({ signal }) => listUnitsUnder(parentId, signal) });
  const canAdd = may('unit.write') && !isAdding && (parent === null || parent.validTo === null) && levelsUnder(parent?.level ?? null).length > 0;
  const done = (name: string | null): void => {
    setAdding(false);
    setMade(name);
  };
  return (
    <SectionCard
      title={t(parent === null ? 'units.uppermost' : 'units.below')}
      aside={
        canAdd && (
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('units.add')}
          </Button>
        )
      }
    >
      {made !== null && (
        <p className={cards.line} role="status">
          {t('units.made', { name: made })}
        </p>
      )}
      {isAdding && <UnitCreateForm parent={parent} onDone={done} />}
      <QueryView query={units}>
        {(items) =>
          items.length === 0 ? (
            <p className={cards.line}>{t('units.none')}</p>
          ) : (
            <ul className={cards.list}>
              {items.map(({ id, name, level, code }) => (
                <li key={id} className={cards.item}>
                  <Link to="/units/$unitId" params={{ unitId: id }}>
                    {name}
                  </Link>
                  <span className={cards.quiet}>{[t(`units.level.${level}`), code].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </SectionCard>
  );
}
