import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { EmptyView } from '../ui/empty-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './import-list.module.css';
import { useRecentImports } from './use-imports.ts';

const TONES = { waiting: 'plain', active: 'plain', completed: 'good', failed: 'bad' } as const;

/** The last ten imports. */
export function RecentImports(): ReactElement {
  const { t } = useTranslation();
  return (
    <QueryView query={useRecentImports()}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyView text={t('import.noRecent')} />
        ) : (
          <ul className={styles.list}>
            {items.map((item) => (
              <RecentImport key={item.id} item={item} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function RecentImport({ item }: { readonly item: ImportSummary }): ReactElement {
  const { t } = useTranslation();
  return (
    <li className={styles.item}>
      <Link to="/cameras/imports/$importId" params={{ importId: item.id }} className={styles.name}>
        {item.fileName}
      </Link>
      <span className={styles.facts}>
        <ToneTag tone={TONES[item.state]}>{t(`import.state.${item.state}`)}</ToneTag>
        <span>{formatInstant(item.createdAt)}</span>
        {item.rowsTotal !== null && <span>{t('import.rows', { count: item.rowsTotal })}</span>}
      </span>
    </li>
  );
}
