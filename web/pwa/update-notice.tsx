import { useState, useSyncExternalStore, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './update-notice.module.css';
import type { VersionWatch } from './version-watch.ts';

/** Says that a new version is there, and takes it when the reader wants and nothing is lost by it. Drawn without the component library, so that it is there on every page. */
export function UpdateNotice({ watch }: { readonly watch: VersionWatch }): ReactElement {
  const { t } = useTranslation();
  const isNewer = useSyncExternalStore(watch.subscribe, watch.isNewer);
  const [isHeldBack, setHeldBack] = useState(false);
  return (
    <div role="status">
      {isNewer && (
        <p className={styles.notice}>
          {t(isHeldBack ? 'pwa.unsavedWork' : 'pwa.newVersion')}{' '}
          <button type="button" className={styles.button} onClick={() => setHeldBack(!watch.apply())}>
            {t('pwa.reload')}
          </button>
        </p>
      )}
    </div>
  );
}
