import { useMemo, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import type { CoverageSummary } from '../api/api-types.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { useFormats } from '../formats/use-formats.ts';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './unit-table.module.css';
import { incidentSearch } from './incident-search.ts';
import { ShareBar } from './share-bar.tsx';
import { searchOf, type CoverageCameraSearch } from './coverage-search.ts';

type UnitRow = CoverageSummary['units'][number];

/** "Tổ 2" before "Tổ 10". */
const BY_NAME = new Intl.Collator('vi', { numeric: true });

interface UnitTableProps {
  readonly summary: CoverageSummary;
  readonly question: CoverageQuestion;
}

/** The units below, each with its figures; its name leads into it, its numbers to their cameras. In narrow windows a card for each. */
export function UnitTable({ summary, question }: UnitTableProps): ReactElement {
  const { t } = useTranslation();
  const units = useMemo(() => summary.units.toSorted((a, b) => BY_NAME.compare(a.name, b.name)), [summary.units]);
  const columns = [t('coverage.unit'), t('coverage.cameras'), t('coverage.working'), t('cameraState.offline'), t('coverage.groups'), t('coverage.uptime')];
  return (
    <SectionCard title={t('coverage.byUnit')}>
      {/* the roles are said, since a table that is laid out as cards loses its own */}
      <table role="table" className={styles.units}>
        <thead role="rowgroup">
          <tr role="row">
            {[...columns, ...(summary.incidents === null ? [] : [t('coverage.incidents')])].map((column) => (
              <th key={column} role="columnheader" scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {units.map((unit) => (
            <Row key={unit.id} unit={unit} summary={summary} question={{ ...question, unitId: unit.id }} />
          ))}
        </tbody>
      </table>
      {summary.moreUnits && <p>{t('coverage.moreUnits')}</p>}
    </SectionCard>
  );
}

function Row({ unit, summary, question }: UnitTableProps & { readonly unit: UnitRow }): ReactElement {
  const { t } = useTranslation();
  const { number, ratio } = useFormats();
  const { total, working, byState, groups, uptimeRatio, incidents } = unit;
  const taking = `${number(groups.taking)}/${number(groups.all)}`;
  const list = (more: Partial<CoverageCameraSearch>, count: number): ReactNode =>
    count === 0 ? (
      '0'
    ) : (
      <Link to="/coverage/cameras" search={{ ...searchOf(question), ...more }}>
        {number(count)}
      </Link>
    );
  const inCases = incidents === null ? null : Object.values(incidents).reduce((sum, count) => sum + count, 0);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Link to="/coverage" search={searchOf(question)}>
          {unit.name}
        </Link>
      </th>
      <Cell label={t('coverage.cameras')}>{list({}, total)}</Cell>
      <Cell label={t('coverage.working')}>
        {list({ works: 'true' }, working)}
        {total > 0 && <ShareBar ratio={working / total} />}
      </Cell>
      <Cell label={t('cameraState.offline')}>{list({ state: 'offline' }, byState.offline)}</Cell>
      <Cell label={t('coverage.groups')}>
        {groups.all === 0 ? (
          taking
        ) : (
          <Link to="/coverage/groups" search={searchOf(question)}>
            {taking}
          </Link>
        )}
      </Cell>
      <Cell label={t('coverage.uptime')}>
        {uptimeRatio === null ? (
          t('coverage.notKnown')
        ) : (
          <Link to="/coverage/cameras" search={{ ...searchOf(question), sort: 'uptime' }}>
            {ratio(uptimeRatio)}
          </Link>
        )}
        {uptimeRatio !== null && <ShareBar ratio={uptimeRatio} />}
      </Cell>
      {inCases !== null && (
        <Cell label={t('coverage.incidents')}>
          {inCases === 0 ? (
            '0'
          ) : (
            <Link to="/incidents" search={incidentSearch(summary, unit.id)}>
              {number(inCases)}
            </Link>
          )}
        </Cell>
      )}
    </tr>
  );
}

function Cell({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <td role="cell">
      <span className={styles.cellLabel} aria-hidden="true">
        {label}
      </span>
      <span className={styles.cellValue}>{children}</span>
    </td>
  );
}
