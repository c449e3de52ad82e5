import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../domain/permission-rule.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './admin-page.module.css';

type PlaceName = 'users' | 'organisations' | 'units' | 'networks' | 'imports' | 'signs' | 'maskReviews' | 'policies' | 'logErasures' | 'service';

interface Place {
  readonly name: PlaceName;
  readonly path: string;
  /** Who may not do this doesn't see it. */
  readonly action: Action;
}

interface Group {
  readonly name: 'people' | 'cameras' | 'rules' | 'service';
  readonly places: readonly Place[];
}

const GROUPS: readonly Group[] = [
  {
    name: 'people',
    places: [
      { name: 'users', path: '/users', action: 'user.write' },
      { name: 'organisations', path: '/organisations', action: 'organisation.read' },
      { name: 'units', path: '/units', action: 'unit.read' },
    ],
  },
  {
    name: 'cameras',
    places: [
      { name: 'networks', path: '/networks', action: 'organisation.write' },
      { name: 'imports', path: '/cameras/import', action: 'camera.create' },
      { name: 'signs', path: '/signs', action: 'sign.read' },
      { name: 'maskReviews', path: '/mask-reviews', action: 'mask.read' },
    ],
  },
  {
    name: 'rules',
    places: [
      { name: 'policies', path: '/policies', action: 'policy.write' },
      { name: 'logErasures', path: '/log-erasures', action: 'erasure.read' },
    ],
  },
  { name: 'service', places: [{ name: 'service', path: '/service', action: 'service.read' }] },
];

/** `/admin`: the way to everything that administrators look after; each line says what is done there. */
export function AdminPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('service.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('admin.title')}>
      <div className={styles.groups}>
        {GROUPS.map(({ name: group, places }) => (
          <SectionCard key={group} title={t(`admin.group.${group}`)}>
            <ul className={styles.list}>
              {places
                .filter(({ action }) => may(action))
                .map(({ name, path }) => (
                  <li key={name}>
                    <Link to={path} className={styles.link}>
                      {t(`admin.place.${name}`)}
                    </Link>
                    <span className={styles.text}>{t(`admin.text.${name}`)}</span>
                  </li>
                ))}
            </ul>
          </SectionCard>
        ))}
      </div>
    </PageFrame>
  );
}
