import { Checkbox, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MapLayerMouseEvent } from 'maplibre-gl';
import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageSummary } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getUnit } from '../api/unit-api.ts';
import { useLive } from '../live/live-context.ts';
import { CLUSTER_LAYER } from '../map/camera-clusters.tsx';
import { CAMERA_LAYER, CameraTiles } from '../map/camera-tiles.tsx';
import { INCIDENT_LAYER, IncidentDots } from '../map/incident-dots.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS } from '../map/lon-lat-bounds.ts';
import { MapCanvas } from '../map/map-canvas.tsx';
import { useHomeBounds } from '../map/use-home-bounds.ts';
import { zoomIntoCluster } from '../map/zoom-into-cluster.ts';
import { useMay } from '../session/session-context.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { NOTHING_CHOSEN, readChosen, type ChosenOnMap } from './chosen-on-map.ts';
import { ChosenOnMapView } from './chosen-on-map-view.tsx';
import styles from './coverage.module.css';
import { IncidentNews } from './incident-news.tsx';
import { MapIncidentList } from './map-incident-list.tsx';
import { MapStateFilter } from './map-state-filter.tsx';
import { useMapIncidents } from './use-coverage.ts';
import { useMapStates } from './use-map-states.ts';

const CLICKABLE = [CAMERA_LAYER, CLUSTER_LAYER, INCIDENT_LAYER];

interface CoverageMapProps {
  readonly summary: CoverageSummary;
  readonly asOf: string | undefined;
}

/** Cameras, coverage and incidents of the unit on the map, each to be switched on and off, cameras by their state. */
export function CoverageMap({ summary, asOf }: CoverageMapProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { cameraRevision } = useLive();
  const [layers, setLayers] = useState<readonly string[]>(['camera', 'coverage']);
  const { states, toggle, showAll } = useMapStates();
  const [chosen, choose] = useChosen(JSON.stringify([asOf, states]));
  const told = useToldInSight(chosen);
  const bounds = useUnitBounds(summary.unit?.id);
  const withIncidents = may('incident.read') && layers.includes('incident');
  const { incidents, hasNews, showNews } = useMapIncidents(summary, asOf, withIncidents);
  if (bounds === undefined) return <LoadingView />;

  function chooseAt(event: MapLayerMouseEvent): void {
    const found = readChosen(event, states);
    if (found.incidentIds.length === 0) zoomIntoCluster(event);
    choose(found);
  }

  const drawn = withIncidents ? (incidents.data?.drawn ?? []) : [];
  const hints = [
    withIncidents ? 'coverage.mapHintIncidents' : 'coverage.mapHint',
    states === undefined ? 'coverage.inCircles' : 'coverage.inCirclesChosen',
  ] as const;

  return (
    <>
      <Checkbox.Group className={styles.screenOnly} label={t('coverage.layers')} value={[...layers]} onChange={setLayers}>
        <Group gap="lg">
          <Checkbox value="camera" label={t('coverage.layerCamera')} />
          <Checkbox value="coverage" label={t('coverage.layerCoverage')} />
          {may('incident.read') && <Checkbox value="incident" label={t('coverage.layerIncident')} />}
        </Group>
      </Checkbox.Group>
      <MapStateFilter counts={summary} states={states} onToggle={toggle} onAll={showAll} />
      <div className={styles.map}>
        <MapCanvas label={t('coverage.map')} bounds={bounds} embedded clickableLayers={CLICKABLE} onClick={chooseAt}>
          <CameraTiles
            states={states}
            revision={cameraRevision}
            selectedId={chosen.camera?.id ?? null}
            asOf={asOf}
            cameras={layers.includes('camera')}
            coverage={layers.includes('coverage')}
          />
          {withIncidents && <IncidentDots incidents={drawn} selectedIds={chosen.incidentIds} />}
        </MapCanvas>
      </div>
      {withIncidents && incidents.isError && <ProblemView error={incidents.error} onRetry={() => void incidents.refetch()} />}
      {withIncidents && incidents.data !== undefined && (
        <p className={styles.chosen}>{t(incidents.data.hasOlder ? 'coverage.newestOnMap' : 'coverage.onMap', { count: incidents.data.drawn.length })}</p>
      )}
      <IncidentNews hasNews={withIncidents && hasNews} isFetching={incidents.isFetching} onShow={showNews} />
      <div ref={told} role="status" className={styles.screenOnly}>
        <ChosenOnMapView chosen={chosen} incidents={drawn.filter(({ id }) => chosen.incidentIds.includes(id))} hint={hints.map((hint) => t(hint)).join(' ')} />
      </div>
      {drawn.length > 0 && (
        <details className={styles.screenOnly}>
          <summary>{t('coverage.incidentsAsList', { count: drawn.length })}</summary>
          <MapIncidentList incidents={drawn} />
        </details>
      )}
    </>
  );
}

/** What was chosen on the map, until it shows something else: cameras of another day, or in other states. */
function useChosen(shown: string): readonly [ChosenOnMap, (chosen: ChosenOnMap) => void] {
  const [kept, setKept] = useState({ shown, chosen: NOTHING_CHOSEN });
  return [kept.shown === shown ? kept.chosen : NOTHING_CHOSEN, (chosen) => setKept({ shown, chosen })];
}

/** What was chosen on a map that fills a phone is told below it; a circle is gone into, and the map stays where the finger is. */
function useToldInSight(chosen: ChosenOnMap): RefObject<HTMLDivElement | null> {
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen.camera !== null || chosen.incidentIds.length > 0) told.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return told;
}

/** The area of a unit; of one without a boundary, and without any unit, all that the reader answers for. Undefined while it isn't known. */
function useUnitBounds(unitId: string | undefined) {
  const home = useHomeBounds();
  const unit = useQuery({
    queryKey: queryKeys.unit(unitId ?? ''),
    queryFn: ({ signal }) => getUnit(unitId ?? '', signal),
    enabled: unitId !== undefined,
    staleTime: Infinity,
  });
  if (home.isPending || (unitId !== undefined && unit.isPending)) return undefined;
  return boundsOfCoordinates(unit.data?.boundary?.coordinates) ?? home.data ?? COUNTRY_BOUNDS;
}
