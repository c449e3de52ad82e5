import { Button } from '@mantine/core';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitDetail } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getUnit } from '../api/unit-api.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { UnitChange } from './unit-change.tsx';
import { UnitFacts } from './unit-facts.tsx';
import { UnitsUnder } from './units-under.tsx';
import styles from './units.module.css';

const OutlineMap = lazyPart(() => import('./outline-map.tsx'), 'OutlineMap');

/** The deepest tree: country, province, commune, neighbourhood, and drawn areas below; more would be a circle. */
const MOST_ANCESTORS = 10;

/** `/units/{id}`: one unit, what stands above and below it, its days and outline; administrators change it here. */
export function UnitPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { unitId } = useParams({ from: '/_app/units/$unitId' });
  const client = useQueryClient();
  const line = useQuery({
    queryKey: queryKeys.unitLine(unitId),
    queryFn: () => lineOf(client, unitId),
    enabled: may('unit.read'),
  });
  if (!may('unit.read')) return <NotAllowedPage />;
  return (
    <PageOf query={line} pendingTitle={t('units.title')}>
      {({ unit, ancestors }) => (
        <PageFrame title={unit.name}>
          <nav aria-label={t('units.above')}>
            <ol className={styles.crumbs}>
              <li>
                <Link to="/units">{t('units.title')}</Link>
              </li>
              {ancestors.map(({ id, name }) => (
                <li key={id}>
                  <Link to="/units/$unitId" params={{ unitId: id }}>
                    {name}
                  </Link>
                </li>
              ))}
              <li aria-current="page">{unit.name}</li>
            </ol>
          </nav>
          <UnitFacts unit={unit} />
          <Outline unit={unit} />
          <UnitsUnder parent={unit} />
          {may('unit.write') && <UnitChange key={unit.id} unit={unit} />}
        </PageFrame>
      )}
    </PageOf>
  );
}

/** The map is fetched when it is asked for: most come for a name or a code. */
function Outline({ unit }: { readonly unit: UnitDetail }): ReactElement | null {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  if (unit.boundary === null) return null;
  if (!isShown) {
    return (
      <Button variant="default" onClick={() => setShown(true)} style={{ alignSelf: 'start' }}>
        {t('units.showOutline')}
      </Button>
    );
  }
  return (
    <Suspense fallback={<LoadingView />}>
      <OutlineMap name={unit.name} boundary={unit.boundary} />
    </Suspense>
  );
}

async function lineOf(client: QueryClient, unitId: string): Promise<{ readonly unit: UnitDetail; readonly ancestors: readonly UnitDetail[] }> {
  const fetchUnit = (id: string): Promise<UnitDetail> => client.fetchQuery({ queryKey: queryKeys.unit(id), queryFn: ({ signal }) => getUnit(id, signal) });
  const unit = await fetchUnit(unitId);
  const ancestors: UnitDetail[] = [];
  for (let { parentId } = unit; parentId !== null && ancestors.length < MOST_ANCESTORS;) {
    const parent = await fetchUnit(parentId);
    ancestors.unshift(parent);
    ({ parentId } = parent);
  }
  return { unit, ancestors };
}
