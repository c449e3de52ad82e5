import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import type { ClusterPart } from '../map/read-cluster.ts';
import { StateIcon } from '../map/state-icon.tsx';
import { Link } from '../routing/link.tsx';
import type { ChosenOnMap } from './chosen-on-map.ts';
import styles from './coverage.module.css';
import { MapIncidentList } from './map-incident-list.tsx';

interface ChosenOnMapViewProps {
  readonly chosen: ChosenOnMap;
  /** Those of the chosen incidents that are drawn. */
  readonly incidents: readonly Incident[];
  /** What to do, said while nothing is chosen. */
  readonly hint: string;
}

/** What was clicked on the map, in words. */
export function ChosenOnMapView({ chosen: { camera, cluster }, incidents, hint }: ChosenOnMapViewProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {camera === null && cluster === null && incidents.length === 0 && <p className={styles.chosen}>{hint}</p>}
      {cluster !== null && <ClusterView cluster={cluster} />}
      {camera !== null && (
        <p className={styles.chosen}>
          <StateIcon state={camera.state} size={20} />{' '}
          <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }}>
            {camera.name}
          </Link>{' '}
          {t(`cameraState.${camera.state}`)}
        </p>
      )}
      {incidents.length > 0 && <MapIncidentList incidents={incidents} />}
    </>
  );
}

function ClusterView({ cluster }: { readonly cluster: readonly ClusterPart[] }): ReactElement {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <div className={styles.chosen}>
      {t('coverage.inCircle', { count: cluster.reduce((sum, { count }) => sum + count, 0) })}
      <ul className={styles.parts}>
        {cluster.map(({ state, count }) => (
          <li key={state}>
            <StateIcon state={state} size={20} /> {t(`cameraState.${state}`)} <b>{number(count)}</b>
          </li>
        ))}
      </ul>
      <p className={styles.way}>{t('coverage.nearerThanCircle')}</p>
    </div>
  );
}
