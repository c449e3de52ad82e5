import { Checkbox, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MapLayerMouseEvent } from 'maplibre-gl';
import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import type { CoverageSummary } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getUnit } from '../api/unit-api.ts';
import { useLive } from '../live/live-context.ts';
import { CAMERA_LAYER, CLUSTER_LAYER, CameraTiles } from '../map/camera-tiles.tsx';
import { INCIDENT_LAYER, IncidentDots } from '../map/incident-dots.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS } from '../map/lon-lat-bounds.ts';
import { MapCanvas } from '../map/map-canvas.tsx';
import { MapPrintCopy } from '../map/map-print-copy.tsx';
import { StateIcon } from '../map/state-icon.tsx';
import { useHomeBounds } from '../map/use-home-bounds.ts';
import { zoomIntoCluster } from '../map/zoom-into-cluster.ts';
import { useMay } from '../session/session-context.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import styles from './coverage.module.css';
import { MapIncidentList } from './map-incident-list.tsx';
import { useMapIncidents } from './use-coverage.ts';

const CLICKABLE = [CAMERA_LAYER, CLUSTER_LAYER, INCIDENT_LAYER];

interface CoverageMapProps {
  readonly summary: CoverageSummary;
  readonly asOf: string | undefined;
}

interface ChosenCamera {
  readonly id: string;
  readonly name: string;
  readonly state: CameraState;
}

/** What lies where the map was clicked: rings can lie on each other, and on a camera. */
interface Chosen {
  readonly camera: ChosenCamera | undefined;
  readonly incidentIds: readonly string[];
}

const NOTHING: Chosen = { camera: undefined, incidentIds: [] };

/** Cameras, coverage and incidents of the unit on the map, each to be switched on and off. */
export function CoverageMap({ summary, asOf }: CoverageMapProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { cameraRevision } = useLive();
  const [layers, setLayers] = useState<readonly string[]>(['camera', 'coverage']);
  const [chosen, setChosen] = useState(NOTHING);
  const told = useToldInSight(chosen);
  const bounds = useUnitBounds(summary.unit?.id);
  const withIncidents = may('incident.read') && layers.includes('incident');
  const incidents = useMapIncidents(summary, withIncidents);
  if (bounds === undefined) return <LoadingView />;

  function choose(event: MapLayerMouseEvent): void {
    const found = readChosen(event);
    if (found.incidentIds.length === 0 && zoomIntoCluster(event)) return;
    setChosen(found);
  }

  const drawn = withIncidents ? (incidents.data?.drawn ?? []) : [];
  const chosenIncidents = drawn.filter(({ id }) => chosen.incidentIds.includes(id));

  return (
    <>
      <Checkbox.Group className={styles.screenOnly} label={t('coverage.layers')} value={[...layers]} onChange={setLayers}>
        <Group gap="lg">
          <Checkbox value="camera" label={t('coverage.layerCamera')} />
          <Checkbox value="coverage" label={t('coverage.layerCoverage')} />
          {may('incident.read') && <Checkbox value="incident" label={t('coverage.layerIncident')} />}
        </Group>
      </Checkbox.Group>
      <div className={styles.map}>
        <MapCanvas label={t('coverage.map')} bounds={bounds} embedded clickableLayers={CLICKABLE} onClick={choose}>
          <CameraTiles
            revision={cameraRevision}
            selectedId={chosen.camera?.id ?? null}
            asOf={asOf}
            cameras={layers.includes('camera')}
            coverage={layers.includes('coverage')}
          />
          <MapPrintCopy />
          {withIncidents && <IncidentDots incidents={drawn} selectedIds={chosen.incidentIds} />}
        </MapCanvas>
      </div>
      {withIncidents && incidents.isError && <ProblemView error={incidents.error} onRetry={() => void incidents.refetch()} />}
      {withIncidents && incidents.data !== undefined && (
        <p className={styles.chosen}>{t(incidents.data.hasOlder ? 'coverage.newestOnMap' : 'coverage.onMap', { count: incidents.data.drawn.length })}</p>
      )}
      <div ref={told} role="status" className={styles.screenOnly}>
        {chosen.camera === undefined && chosenIncidents.length === 0 && (
          <p className={styles.chosen}>{t(withIncidents ? 'coverage.mapHintIncidents' : 'coverage.mapHint')}</p>
        )}
        {chosen.camera !== undefined && (
          <p className={styles.chosen}>
            <StateIcon state={chosen.camera.state} size={20} />{' '}
            <Link to="/cameras/$cameraId" params={{ cameraId: chosen.camera.id }}>
              {chosen.camera.name}
            </Link>{' '}
            {t(`cameraState.${chosen.camera.state}`)}
          </p>
        )}
        {chosenIncidents.length > 0 && <MapIncidentList incidents={chosenIncidents} />}
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

/** What was chosen on a map that fills a phone is told below it. */
function useToldInSight(chosen: Chosen): RefObject<HTMLDivElement | null> {
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen.camera !== undefined || chosen.incidentIds.length > 0) told.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return told;
}

function readChosen({ features = [] }: MapLayerMouseEvent): Chosen {
  const rings = features.filter(({ layer }) => layer.id === INCIDENT_LAYER);
  return {
    camera: features.flatMap(({ properties }) => readCamera(properties) ?? [])[0],
    incidentIds: rings.map(({ properties }) => String(properties['id'])),
  };
}

function readCamera(properties: Readonly<Record<string, unknown>> | null | undefined): ChosenCamera | null {
  const { id, name, state } = properties ?? {};
  const known = CAMERA_STATES.find((one) => one === state);
  return typeof id === 'string' && typeof name === 'string' && known !== undefined ? { id, name, state: known } : null;
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
