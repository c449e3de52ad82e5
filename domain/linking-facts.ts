import type { Availability } from './candidate-availability.ts';
import type { IncidentLight } from './candidate-light.ts';
import type { PictureThen } from './candidate-picture.ts';
import type { CandidateWay } from './candidate-way.ts';

/** Whether a view holds the place: the whole uncertainty disc, a part of it, or none of it (a camera on the way). */
export const SEES = ['full', 'partial', 'none'] as const;
export type Sees = (typeof SEES)[number];

/** What a camera's score is made of. Shares are 0 to 1. */
export interface LinkingFacts {
  readonly sees: Sees;
  readonly occluded: boolean;
  readonly distanceM: number;
  /** At the middle of the place. */
  readonly pxPerM: number;
  /** Between the middle of the view and the middle of the place. */
  readonly offAxisDeg: number;
  readonly hfovDeg: number;
  /** See `health-share.ts`; null when nothing is known. */
  readonly healthShare: number | null;
  readonly availability: Availability;
  /** A part is not on hand and still lies on the device. */
  readonly restAtEdge?: boolean;
  /** The camera can't be dialled: what there is must be handed in. */
  readonly handIn?: boolean;
  /** Share of the incident that footage on hand covers. */
  readonly footageShare: number;
  /** How long until footage begins to be overwritten; null when that isn't known or won't happen. */
  readonly overwrittenInMs: number | null;
  readonly clock: { readonly offsetMs: number; readonly uncertaintyMs: number } | null;
  /** It can be turned (PTZ) or where it points can't be told from outside (dome): the view is what it can reach. */
  readonly movable?: boolean;
  /** Its view can't be as stated: see `CandidateFacts`. */
  readonly doubtful?: boolean;
  /** Of a camera that doesn't see the place: which way to or from it. */
  readonly way?: CandidateWay | null;
  readonly light?: IncidentLight;
  readonly picture?: PictureThen;
}
