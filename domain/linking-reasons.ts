import type { LinkingFacts } from './linking-facts.ts';
import type { WhyCode } from './linking-why.ts';
import { pixelDensityLevel } from './pixel-density-level.ts';

const SOON_MS = 24 * 3_600_000;
const NONE = {} as const;

/** The reasons of a score, in the order in which a person asks: does it see it, how well, is there footage, did it work, what does its clock say. */
export function linkingReasons(facts: LinkingFacts): WhyCode[] {
  return [...seesReasons(facts), ...footageReasons(facts), healthReason(facts), ...pictureReasons(facts), clockReason(facts)];
}

function seesReasons(facts: LinkingFacts): WhyCode[] {
  const sees: WhyCode = { code: `sees_${facts.sees}`, params: { distanceM: facts.distanceM } };
  if (facts.sees === 'none') return [sees, ...wayReasons(facts)];
  const { iec2014: level2014, iec2025: level2025 } = pixelDensityLevel(facts.pxPerM);
  return [
    sees,
    ...(facts.occluded ? [{ code: 'occluded', params: NONE } as const] : []),
    ...(facts.doubtful === true ? [{ code: 'view_doubtful', params: NONE } as const] : []),
    ...(facts.movable === true ? [{ code: 'may_look_elsewhere', params: NONE } as const] : []),
    { code: 'density', params: { pxPerM: facts.pxPerM, level2014, level2025 } },
    ...lightReasons(facts),
    ...(facts.movable === true ? [] : [offAxisReason(facts)]),
  ];
}

function wayReasons({ way, occluded }: LinkingFacts): WhyCode[] {
  const hidden: WhyCode[] = occluded ? [{ code: 'occluded', params: NONE }] : [];
  if (way?.kind === 'road') return [...hidden, { code: 'way_road', params: { roadName: way.roadName, alongM: way.alongM } }];
  return way?.kind === 'distance' ? [...hidden, { code: 'way_distance', params: NONE }] : hidden;
}

function lightReasons({ light }: LinkingFacts): WhyCode[] {
  if (light === undefined || light.light === 'day') return [];
  return [light.light === 'night' ? { code: 'night', params: { sunElevationDeg: light.sunElevationDeg } } : { code: 'night_partly', params: NONE }];
}

function offAxisReason({ offAxisDeg, hfovDeg }: LinkingFacts): WhyCode {
  const params = { offAxisDeg };
  if (offAxisDeg > hfovDeg / 2) return { code: 'off_axis_outside', params };
  return { code: offAxisDeg > hfovDeg / 4 ? 'off_axis_edge' : 'off_axis_centre', params };
}

function footageReasons({ availability, restAtEdge = false, handIn = false, footageShare, overwrittenInMs }: LinkingFacts): WhyCode[] {
  if (availability === 'unknown' && handIn) return [{ code: 'footage_hand_in', params: NONE }];
  const footage: WhyCode =
    availability === 'on_hand' ? { code: 'footage_on_hand', params: { percent: percentOf(footageShare) } } : { code: `footage_${availability}`, params: NONE };
  const rest: WhyCode[] = availability === 'on_hand' && restAtEdge ? [{ code: 'footage_rest_at_edge', params: NONE }] : [];
  if (overwrittenInMs === null || overwrittenInMs <= 0 || overwrittenInMs > SOON_MS) return [footage, ...rest];
  return [footage, ...rest, { code: 'overwrite_soon', params: { hours: Math.max(1, Math.floor(overwrittenInMs / 3_600_000)) } }];
}

function healthReason({ healthShare }: LinkingFacts): WhyCode {
  if (healthShare === null) return { code: 'health_unknown', params: NONE };
  if (healthShare >= 0.995) return { code: 'health_ok', params: NONE };
  return healthShare <= 0.005 ? { code: 'health_down', params: NONE } : { code: 'health_partly', params: { percent: percentOf(healthShare) } };
}

function pictureReasons({ picture }: LinkingFacts): WhyCode[] {
  if (picture === undefined || picture.state === 'ok' || picture.state === 'unknown') return [];
  return [{ code: 'picture_fault', params: { state: picture.state, percent: percentOf(picture.share) } }];
}

function clockReason({ clock }: LinkingFacts): WhyCode {
  return clock === null
    ? { code: 'clock_unknown', params: NONE }
    : { code: 'clock_known', params: { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs } };
}

/** Whole percents; what is not all or nothing is never shown as 0 or 100. */
function percentOf(share: number): number {
  if (share <= 0 || share >= 1) return share <= 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}
