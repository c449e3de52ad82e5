import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../domain/permission-rule.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './admin-page.module.css';

const GROUPS = {
  people: { users: ['/users', 'user.write'], organisations: ['/organisations', 'organisation.read'], units: ['/units', 'unit.read'] },
  cameras: {
    networks: ['/networks', 'organisation.write'],
    imports: ['/cameras/import', 'camera.create'],
    signs: ['/signs', 'sign.read'],
    maskReviews: ['/mask-reviews', 'mask.read'],
  },
  rules: { policies: ['/policies', 'policy.write'], logErasures: ['/log-erasures', 'erasure.read'] },
  service: { service: ['/service', 'service.read'] },
} as const satisfies Record<string, Record<string, readonly [path: string, action: Action]>>;

type Group = keyof typeof GROUPS;
type Place = { [G in Group]: keyof (typeof GROUPS)[G] }[Group];

/** `/admin`: the way to everything that administrators look after; each line says what is done there. */
export function AdminPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('service.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('admin.title')}>
      <div className={styles.groups}>
        {Object.entries(GROUPS).map(([group, places]) => (
          <SectionCard key={group} title={t(`admin.group.${group as Group}`)}>
            <ul className={styles.list}>
              {Object.entries(places)
                .filter(([, [, action]]) => may(action))
                .map(([place, [path]]) => (
                  <li key={place}>
                    <Link to={path} className={styles.link}>
                      {t(`admin.place.${place as Place}`)}
                    </Link>
                    <span className={styles.text}>{t(`admin.text.${place as Place}`)}</span>
                  </li>
                ))}
            </ul>
          </SectionCard>
        ))}
      </div>
    </PageFrame>
  );
}
