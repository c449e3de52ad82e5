import { useSyncExternalStore, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './update-notice.module.css';
import type { VersionWatch } from './version-watch.ts';

/** Says that a new version is there, and takes it when the reader wants: what is being typed is not thrown away. Drawn without the component library, so that it is there on every page. */
export function UpdateNotice({ watch }: { readonly watch: VersionWatch }): ReactElement {
  const { t } = useTranslation();
  const isNewer = useSyncExternalStore(watch.subscribe, watch.isNewer);
  return (
    <div role="status">
      {isNewer && (
        <p className={styles.notice}>
          {t('pwa.newVersion')}{' '}
          <button type="button" className={styles.button} onClick={watch.apply}>
            {t('pwa.reload')}
          </button>
        </p>
      )}
    </div>
  );
}
