import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getUnit, listUnitsUnder } from '../api/unit-api.ts';
import cards from '../ui/card-list.module.css';
import { QueryView } from '../ui/query-view.tsx';
import styles from './units-field.module.css';

interface UnitsFieldProps {
  readonly unitIds: readonly string[];
  readonly onChange: (unitIds: readonly string[]) => void;
}

/** The units that an organisation answers for: those chosen, and the tree from which others are added. */
export function UnitsField({ unitIds, onChange }: UnitsFieldProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <div role="group" aria-labelledby={id} className={styles.field}>
      <span id={id} className={styles.label}>
        {t('organisations.unitsField')}
      </span>
      {unitIds.length === 0 && <p className={cards.quiet}>{t('organisations.noUnits')}</p>}
      <ul className={styles.list}>
        {unitIds.map((unitId) => (
          <ChosenUnit key={unitId} unitId={unitId} onRemove={() => onChange(unitIds.filter((one) => one !== unitId))} />
        ))}
      </ul>
      {isChoosing ? (
        <UnitTree unitIds={unitIds} onAdd={(unitId) => onChange([...unitIds, unitId])} />
      ) : (
        <Button variant="default" onClick={() => setChoosing(true)} style={{ justifySelf: 'start' }}>
          {t('organisations.chooseUnit')}
        </Button>
      )}
    </div>
  );
}

function ChosenUnit({ unitId, onRemove }: { readonly unitId: string; readonly onRemove: () => void }): ReactElement {
  const { t } = useTranslation();
  const unit = useQuery({ queryKey: queryKeys.unit(unitId), queryFn: ({ signal }) => getUnit(unitId, signal), staleTime: 60_000 });
  const name = unit.data?.name ?? '…';
  return (
    <li className={styles.row}>
      <span className={styles.name}>{name}</span>
      <Button size="sm" variant="default" aria-label={t('organisations.removeUnit', { name })} onClick={onRemove}>
        {t('organisations.drop')}
      </Button>
    </li>
  );
}

function UnitTree({ unitIds, onAdd }: { readonly unitIds: readonly string[]; readonly onAdd: (unitId: string) => void }): ReactElement {
  const { t } = useTranslation();
  const [path, setPath] = useState<readonly Unit[]>([]);
  const parentId = path.at(-1)?.id ?? null;
  const units = useQuery({ queryKey: queryKeys.unitsUnder(parentId), queryFn: ({ signal }) => listUnitsUnder(parentId, signal) });
  return (
    <div className={styles.tree}>
      <Group gap="xs">
        <Button size="sm" variant="subtle" disabled={path.length === 0} onClick={() => setPath([])}>
          {t('organisations.uppermost')}
        </Button>
        {path.map((unit, index) => (
          <Button key={unit.id} size="sm" variant="subtle" disabled={index === path.length - 1} onClick={() => setPath(path.slice(0, index + 1))}>
            {unit.name}
          </Button>
        ))}
      </Group>
      <QueryView query={units}>
        {(items) => (
          <>
            {items.length === 0 && <p className={cards.quiet}>{t('units.none')}</p>}
            <ul className={styles.list}>
              {items.map((unit) => (
                <li key={unit.id} className={styles.row}>
                  <span className={styles.name}>{unit.name}</span>
                  <Group gap="xs" wrap="nowrap">
                    <Button size="sm" variant="default" aria-label={t('organisations.openUnit', { name: unit.name })} onClick={() => setPath([...path, unit])}>
                      {t('organisations.open')}
                    </Button>
                    <Button
                      size="sm"
                      aria-label={t('organisations.addUnit', { name: unit.name })}
                      disabled={unitIds.includes(unit.id)}
                      onClick={() => onAdd(unit.id)}
                    >
                      {t('organisations.take')}
                    </Button>
                  </Group>
                </li>
              ))}
            </ul>
          </>
        )}
      </QueryView>
    </div>
  );
}
