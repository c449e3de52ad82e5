import { VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../domain/permission-rule.ts';
import { useWaitingRequests } from '../requests/use-requests.ts';
import { camerasPathOf } from '../routing/home-path.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import styles from './main-menu.module.css';
import { MENU_ICONS, MenuIcon } from './menu-icon.tsx';

interface MenuEntry {
  readonly path: string;
  readonly label:
    | 'menu.coverage'
    | 'menu.map'
    | 'menu.cameras'
    | 'menu.newCamera'
    | 'menu.faults'
    | 'menu.incidents'
    | 'menu.newIncident'
    | 'menu.requests'
    | 'menu.messages'
    | 'menu.duty'
    | 'menu.alarmPoints'
    | 'menu.audit'
    | 'menu.logErasures'
    | 'menu.admin';
  readonly icon: keyof typeof MENU_ICONS;
  /** Who may not do this doesn't see the entry. */
  readonly action: Action;
  /** Who may do this reaches it by the page of the administrators. */
  readonly unless?: Action;
}

/** Everybody's own work first. */
const ENTRIES: readonly MenuEntry[] = [
  { path: '/coverage', label: 'menu.coverage', icon: 'chart', action: 'report.read' },
  { path: '/incidents', label: 'menu.incidents', icon: 'list', action: 'incident.read' },
  { path: '/incidents/new', label: 'menu.newIncident', icon: 'plus', action: 'incident.create' },
  { path: '/admin', label: 'menu.admin', icon: 'gear', action: 'service.read' },
  { path: '/map', label: 'menu.map', icon: 'map', action: 'camera.read' },
  { path: '/cameras/new', label: 'menu.newCamera', icon: 'camera', action: 'camera.create' },
  { path: '/faults', label: 'menu.faults', icon: 'wrench', action: 'fault.read' },
  { path: '/requests', label: 'menu.requests', icon: 'inbox', action: 'request.read' },
  { path: '/duty', label: 'menu.duty', icon: 'siren', action: 'alarm.read' },
  { path: '/alarm-points', label: 'menu.alarmPoints', icon: 'siren', action: 'alarm_point.write' },
  { path: '/audit', label: 'menu.audit', icon: 'search', action: 'audit.read' },
  { path: '/log-erasures', label: 'menu.logErasures', icon: 'eraser', action: 'erasure.read', unless: 'service.read' },
  { path: '/messages', label: 'menu.messages', icon: 'bell', action: 'subscription.read' },
];

/** The menu: at the top of wide windows, at the bottom of narrow ones, within reach of a thumb. */
export function MainMenu(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const waiting = useWaitingRequests();
  const { role } = useCurrentUser();
  const cameras: Partial<MenuEntry> = {
    path: camerasPathOf(role),
    // on a phone a board's begins with the list of its cameras
    ...(role === 'board' && { label: 'menu.cameras', icon: 'list' }),
  };
  const isShown = ({ action, unless }: MenuEntry): boolean => may(action) && (unless === undefined || !may(unless));
  const entries = ENTRIES.filter(isShown).map((entry) => (entry.path === '/map' ? { ...entry, ...cameras } : entry));
  return (
    <nav className={styles.menu} aria-label={t('menu.label')} hidden={entries.length === 0}>
      {entries.map(({ path, label, icon }) => (
        <Link key={path} to={path} className={styles.entry}>
          <MenuIcon name={icon} />
          <span>{t(label)}</span>
          {path === '/requests' && waiting > 0 && (
            <span className={styles.count}>
              <span aria-hidden="true">{waiting}</span>
              <VisuallyHidden>{t('menu.waiting', { count: waiting })}</VisuallyHidden>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
