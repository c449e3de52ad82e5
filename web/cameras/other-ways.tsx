import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../domain/permission-rule.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { MenuIcon, type MENU_ICONS } from '../shell/menu-icon.tsx';
import styles from './other-ways.module.css';

interface Way {
  readonly path: string;
  readonly label: 'otherWays.here' | 'otherWays.discovery' | 'otherWays.recorders' | 'otherWays.importCameras';
  readonly icon: keyof typeof MENU_ICONS;
  readonly action: Action;
}

const WAYS: readonly Way[] = [
  { path: '/cameras/here', label: 'otherWays.here', icon: 'target', action: 'camera.create' },
  { path: '/discovery', label: 'otherWays.discovery', icon: 'search', action: 'camera.discover' },
  { path: '/recorders', label: 'otherWays.recorders', icon: 'recorder', action: 'camera.create' },
  { path: '/cameras/import', label: 'otherWays.importCameras', icon: 'upload', action: 'camera.create' },
];

/** Ways to enter cameras other than one by one. They stand here and not in the menu, which has room on a phone for what is used every day. */
export function OtherWays(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <nav className={styles.ways} aria-label={t('otherWays.label')}>
      {WAYS.filter(({ action }) => may(action)).map(({ path, label, icon }) => (
        <Link key={path} to={path} className={styles.way}>
          <MenuIcon name={icon} />
          <span>{t(label)}</span>
        </Link>
      ))}
    </nav>
  );
}
