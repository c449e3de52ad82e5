import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMN_TITLES } from '../../domain/camera-import/import-column.ts';
import type { ImportOutcome } from '../../domain/camera-import/import-outcome.ts';
import type { ImportedRow } from '../api/api-types.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Link } from '../routing/link.tsx';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './import-list.module.css';
import { useImportProblemText } from './use-import-problem-text.ts';
import { useImportRows } from './use-imports.ts';

const TONES = { registered: 'good', registered_with_warnings: 'warn', already_registered: 'plain', duplicate_in_file: 'plain', refused: 'bad' } as const;

/** The rows of a list with their outcomes, page after page. */
export function ImportRows(props: { readonly importId: string; readonly outcome: ImportOutcome | undefined; readonly isOver: boolean }): ReactElement {
  const { t } = useTranslation();
  const pages = useImportRows(props.importId, props.outcome, props.isOver);
  const rows: readonly ImportedRow[] = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && rows.length === 0 && <EmptyView text={t('import.noRows')} />}
      <ul className={styles.list}>
        {rows.map((row) => (
          <ImportRowItem key={row.row} row={row} />
        ))}
      </ul>
      <MoreButton pages={pages} className={styles.more} fullWidth />
    </div>
  );
}

function ImportRowItem({ row }: { readonly row: ImportedRow }): ReactElement {
  const { t } = useTranslation();
  const name = row.name ?? t('import.noName');
  return (
    <li className={styles.item}>
      <span className={styles.facts}>
        <span>{t('import.row', { row: row.row })}</span>
        <ToneTag tone={TONES[row.outcome]}>{t(`importOutcome.${row.outcome}`)}</ToneTag>
      </span>
      <span className={styles.name}>
        {row.cameraId === null ? (
          name
        ) : (
          <Link to="/cameras/$cameraId" params={{ cameraId: row.cameraId }}>
            {name}
          </Link>
        )}
      </span>
      {row.unit !== null && <p className={styles.reason}>{t('import.unit', { unit: row.unit.name })}</p>}
      <Reasons row={row} />
    </li>
  );
}

function Reasons({ row }: { readonly row: ImportedRow }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const problemText = useImportProblemText();
  const titleOf = (column: keyof typeof COLUMN_TITLES): string => COLUMN_TITLES[column][language][0] ?? column;
  const column = row.column === null ? '' : `${t('import.column', { column: titleOf(row.column) })}: `;
  return (
    <>
      {row.firstRow !== null && <p className={styles.reason}>{t('import.sameAs', { row: row.firstRow })}</p>}
      {row.firstRow === null && row.code !== null && (
        <p className={styles.reason}>
          {column}
          {problemText({ code: row.code, message: row.message ?? '', unitChoices: row.unitChoices ?? undefined })}
        </p>
      )}
      {row.warnings.map((warning) => (
        <p key={warning.code} className={styles.reason}>
          {problemText(warning)} {warning.columns !== undefined && `(${warning.columns.map(titleOf).join(', ')})`}
        </p>
      ))}
    </>
  );
}
