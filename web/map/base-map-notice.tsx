import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './map-canvas.module.css';
import type { ArchiveProblem } from './open-archive.ts';

/** Why the map looks plainer than its owner wants. */
export function BaseMapNotice({ problem }: { readonly problem: ArchiveProblem }): ReactElement {
  const { t } = useTranslation();
  return (
    <p className={styles.notice} role="status">
      {t('map.archive.replaced', { reason: t(`map.archive.problem.${problem}`) })}
    </p>
  );
}
