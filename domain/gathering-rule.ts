import { AppError } from './app-error.ts';
import type { IncidentCategory } from './incident-terms.ts';
import type { TimeInterval } from './time-interval.ts';

/** The category that may not become a tool against assembly. */
const DISORDERLY_GATHERING: IncidentCategory = 'disorderly_gathering';
const GATHERING_WINDOW_MS = 30 * 60_000;

/** What of an incident decides whether the limits of a gathering hold for it. */
export interface GatheringFacts {
  readonly category: string;
  /** It had that category once: its limits stay, so that a category which is changed to and fro gets round nothing. */
  readonly wasGathering: boolean;
}

/** Whether an incident is held to the limits of a gathering: it is one, or was entered as one once. */
export function isGatheringCase({ category, wasGathering }: GatheringFacts): boolean {
  return wasGathering || category === DISORDERLY_GATHERING;
}

/** What of an incident decides whether the service may keep or take pictures for it by itself. */
export interface AutomaticFacts extends GatheringFacts {
  /** Another incident that is or ever was a disorderly gathering lies within 250 m and 30 minutes; the radii of both come on top. Measured by the database (`near_gathering`). */
  readonly nearGathering: boolean;
}

/**
 * Whether the service may act for an incident by itself: automatic holds, bursts of pictures at an alarm, pulls from recorders. Never for a gathering, whatever its category is now, nor near one: a bell or a brawl at the same
 * place and time would film the gathering. People may still hold by hand there, with a second officer.
 */
export function allowsAutomatics(incident: AutomaticFacts): boolean {
  return !isGatheringCase(incident) && !incident.nearGathering;
}

/** Whether an alarm of this category may take a burst of snapshots. Never for `disorderly_gathering`; {@link allowsAutomatics} narrows it further. */
export function allowsAlarmBurst(category: string): boolean {
  return category !== DISORDERLY_GATHERING;
}

/** Whether a route search can be thought of at all for this category; the named list (`route-offence.ts`) narrows it further. Never for `disorderly_gathering`. */
export function allowsRouteSearch(category: string): boolean {
  return category !== DISORDERLY_GATHERING;
}

/** Whether a hold by hand keeps nothing until a second officer agrees: for a gathering, and near one. */
export function holdNeedsSecond(incident: AutomaticFacts): boolean {
  return !allowsAutomatics(incident);
}

/** Whether each footage request needs a second officer besides the camera's board. Always for `disorderly_gathering`. */
export function needsSecondOfficer(category: string): boolean {
  return category === DISORDERLY_GATHERING;
}

/** The longest window of one footage request in milliseconds; null when the category sets none. 30 minutes for `disorderly_gathering`. */
export function longestRequestWindowMs(category: string): number | null {
  return category === DISORDERLY_GATHERING ? GATHERING_WINDOW_MS : null;
}

/**
 * Refuses a footage window that is reversed or longer than its category allows.
 *
 * @throws AppError `invalid` `interval_reversed` | `window_too_long`
 */
export function checkRequestWindow(category: string, window: TimeInterval): void {
  if (!(window.fromMs < window.toMs)) throw new AppError('invalid', 'interval_reversed', 'A window ends after it begins. Put to later than from.');
  const longestMs = longestRequestWindowMs(category);
  if (longestMs === null || window.toMs - window.fromMs <= longestMs) return;
  throw new AppError('invalid', 'window_too_long', 'For a disorderly gathering a footage request covers 30 minutes at most. Narrow the window.', {
    details: { longestMinutes: longestMs / 60_000 },
  });
}
