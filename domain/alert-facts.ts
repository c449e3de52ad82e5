import type { CommonCause, FaultCause, FaultState } from './fault-terms.ts';
import type { Facet } from './health-facet.ts';

/** A camera as an alert names it. */
export interface AlertCamera {
  readonly id: string;
  readonly name: string;
  readonly siteName: string;
}

/** Column `alert.facts`: what a message says, as it was when the alert was raised or last joined. */
export interface AlertFacts {
  /** The first few, in the order in which they failed. */
  readonly cameras: readonly AlertCamera[];
  readonly cameraCount: number;
  /** Of all its cameras, if they have the same. */
  readonly siteName: string | null;
  readonly unitName: string;
  readonly organisationName: string;
  readonly facet: Facet;
  readonly state: FaultState;
  readonly cause: FaultCause;
  /** Of a group: recorder, site, unit or organisation by id, network by its prefix. */
  readonly scopeId: string | null;
}

/** How many cameras an alert names. */
export const NAMED_CAMERAS = 5;

/** A fault as far as an alert tells of it. */
export interface AlertMember {
  readonly camera: AlertCamera;
  readonly facet: Facet;
  readonly state: FaultState;
  readonly cause: FaultCause;
  readonly failingFromMs: number;
  readonly unitName: string;
  readonly organisationName: string;
}

/** The facts of an alert about `members` (at least one). The gravest facet speaks for all: an answer that is missing, before a picture. Pure. */
export function alertFacts(
  members: readonly AlertMember[],
  group: { readonly cause: CommonCause; readonly scopeId: string; readonly unitName: string } | null,
): AlertFacts {
  const ordered = members.toSorted((a, b) => a.failingFromMs - b.failingFromMs || (a.camera.id < b.camera.id ? -1 : 1));
  const cameras = [...new Map(ordered.map(({ camera }) => [camera.id, camera])).values()];
  const leading = ordered.find(({ facet }) => facet === 'reachable') ?? ordered[0]!;
  const sites = new Set(cameras.map(({ siteName }) => siteName));
  return {
    cameras: cameras.slice(0, NAMED_CAMERAS),
    cameraCount: cameras.length,
    siteName: sites.size === 1 ? cameras[0]!.siteName : null,
    unitName: group?.unitName ?? leading.unitName,
    organisationName: leading.organisationName,
    facet: leading.facet,
    state: leading.state,
    cause: leading.cause,
    scopeId: group?.scopeId ?? null,
  };
}
