import type { MapLayerMouseEvent } from 'maplibre-gl';
import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import type { StatesOnMap } from '../map/cluster-drawing.ts';
import { INCIDENT_LAYER } from '../map/incident-dots.tsx';
import { readCluster, type ClusterPart } from '../map/read-cluster.ts';

interface ChosenCamera {
  readonly id: string;
  readonly name: string;
  readonly state: CameraState;
}

/** What lies where the map was clicked: rings can lie on each other, and on a camera. */
export interface ChosenOnMap {
  readonly camera: ChosenCamera | null;
  /** Cameras that are gathered there, by state. */
  readonly cluster: readonly ClusterPart[] | null;
  readonly incidentIds: readonly string[];
}

/** Nothing was clicked. */
export const NOTHING_CHOSEN: ChosenOnMap = { camera: null, cluster: null, incidentIds: [] };

/** Reads it from a click, on a map that is narrowed to those states. */
export function readChosen({ features = [] }: Pick<MapLayerMouseEvent, 'features'>, states: StatesOnMap): ChosenOnMap {
  const rings = features.filter(({ layer }) => layer.id === INCIDENT_LAYER);
  return {
    camera: features.flatMap(({ properties }) => readCamera(properties) ?? [])[0] ?? null,
    cluster: features.map(({ properties }) => readCluster(properties, states)).find((cluster) => cluster !== null) ?? null,
    incidentIds: rings.map(({ properties }) => String(properties['id'])),
  };
}

function readCamera(properties: Readonly<Record<string, unknown>> | null | undefined): ChosenCamera | null {
  const { id, name, state } = properties ?? {};
  const known = CAMERA_STATES.find((one) => one === state);
  return typeof id === 'string' && typeof name === 'string' && known !== undefined ? { id, name, state: known } : null;
}
