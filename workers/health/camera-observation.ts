import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { MeasuredImage } from '../../domain/picture-measures.ts';
import type { Facet, FacetCause, FacetState } from '../../domain/health-facet.ts';

/** What one look at a camera says about its facets, `sinceMs` where it speaks of a stretch of time. */
export type ObservedFacets = { readonly [F in Facet]?: { readonly state: FacetState<F>; readonly sinceMs?: number; readonly cause?: FacetCause } };

/** What a problem is about: a camera that answers has no contact problem any more, yet its pictures may still be broken. */
export type ProblemArea = 'contact' | 'picture' | 'recording';

/** What a worker learnt about a camera at one time; every part is optional. */
export interface CameraObservation {
  readonly cameraId: string;
  readonly atMs: number;
  readonly facets?: ObservedFacets;
  /** What is said about `reachable` was found out by a contact with the camera's recorder, not with the camera. */
  readonly viaRecorder?: boolean;
  /** A contact for the hourly figures; a successful one is the last contact. */
  readonly contact?: { readonly ok: boolean; readonly roundTripMs: number };
  readonly reading?: ClockReading | undefined;
  /** What a person should mend, `found: null` when nothing of that kind is left to mend; absent: nothing is said about it. */
  readonly problem?: { readonly about: ProblemArea; readonly found: CameraProblem | null };
  /** A picture taken at `atMs`, to be judged by those before it. */
  readonly picture?: MeasuredImage;
}
