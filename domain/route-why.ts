import type { WhyLanguage } from './candidate-why.ts';
import type { RouteDirection, SpeedRange } from './route-window.ts';

/** What there is to say about one camera of a route. */
export interface RouteWhyFacts {
  readonly direction: RouteDirection;
  readonly speed: SpeedRange;
  readonly nearM: number;
  readonly farM: number;
  readonly roads: readonly (string | null)[];
}

/** Names of roads beyond this many are left out in the middle. */
const MOST_ROADS = 6;

function roadList(roads: readonly (string | null)[], unnamed: string): string {
  const names = roads.map((name) => name ?? unnamed);
  const shown = names.length <= MOST_ROADS ? names : [...names.slice(0, MOST_ROADS - 2), '…', ...names.slice(-2)];
  return shown.join(' → ');
}

/** Why a camera is on the list, in sentences: the way, its length, the speed that its times rest on. */
export function routeWhy({ direction, speed, nearM, farM, roads }: RouteWhyFacts, language: WhyLanguage): string[] {
  const [near, far] = [Math.round(nearM), Math.round(farM)];
  if (language === 'en') {
    const order = direction === 'leaving' ? roads : roads.toReversed();
    return [
      near === 0
        ? 'It sees a road at the place itself.'
        : `${direction === 'leaving' ? 'On the shortest way from the place' : 'On the shortest way to the place'}, ${near} m along the roads: ${roadList(order, 'a road without a name')}.`,
      `It sees the road as far as ${far} m from the place.`,
      `The times rest on ${speed.minKmh} to ${speed.maxKmh} km/h without a stop.`,
    ];
  }
  const order = direction === 'leaving' ? roads : roads.toReversed();
  return [
    near === 0
      ? 'Nhìn thấy đường ngay tại nơi xảy ra.'
      : `${direction === 'leaving' ? 'Trên đường ngắn nhất rời nơi xảy ra' : 'Trên đường ngắn nhất đến nơi xảy ra'}, dài ${near} m: ${roadList(order, 'đường không tên')}.`,
    `Nhìn thấy đường đến chỗ cách nơi xảy ra ${far} m.`,
    `Thời gian tính theo tốc độ từ ${speed.minKmh} đến ${speed.maxKmh} km/h, không dừng.`,
  ];
}
