import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './player.module.css';
import { SHORTCUTS } from './shortcuts.ts';

/** What the keys do while the focus is in the player. */
export function ShortcutList(): ReactElement {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('player.shortcuts')}</summary>
      <p>{t('player.shortcutsWhere')}</p>
      <dl className={styles.shortcuts}>
        {SHORTCUTS.map(({ act, shown }) => (
          <div key={act}>
            <dt>
              {shown.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`player.act.${act}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
