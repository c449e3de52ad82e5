import type { LonLat, PolygonGeometry } from '../../domain/geojson.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { CameraFilter } from './camera-repository.ts';

/** What to look for. */
export interface CandidateSearch {
  readonly incidentId: string;
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  /** The uncertainty disc, circumscribed (`uncertaintyDisc`). */
  readonly disc: PolygonGeometry;
  /** How far from the location, along the roads, a camera may see a way that leads from there; where no road is known, how far away it may hang. */
  readonly nearM: number;
  readonly reach: CameraFilter['reach'];
}
