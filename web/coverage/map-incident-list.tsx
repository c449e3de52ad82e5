import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { IncidentLink } from '../incidents/incident-link.tsx';
import { useCategoryName } from '../incidents/use-incidents.ts';
import styles from './map-incident-list.module.css';

/** Incidents that are drawn on the map: of what kind, when, where, and the way to each. Only who may read incidents has any. */
export function MapIncidentList({ incidents }: { readonly incidents: readonly Incident[] }): ReactElement {
  const { t } = useTranslation();
  const categoryName = useCategoryName();
  return (
    <ul className={styles.incidents}>
      {incidents.map((incident) => (
        <li key={incident.id}>
          <b>{categoryName(incident.category)}</b>
          <span>{formatInterval(incident.occurredFrom, incident.occurredTo)}</span>
          <span>{incident.unitName ?? t('incident.noUnit')}</span>
          <IncidentLink incident={incident} />
        </li>
      ))}
    </ul>
  );
}
