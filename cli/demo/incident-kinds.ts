import type { IncidentCategory, IncidentOutcome } from '../../domain/incident-terms.ts';

/** A kind of incident of the demo town's year. */
export interface IncidentKind {
  readonly category: IncidentCategory;
  readonly outcome: IncidentOutcome;
  readonly count: number;
  /** Hours of the day (Vietnam) between which they happen; the end may lie beyond 24. */
  readonly hours: readonly [from: number, to: number];
  readonly weekendShare: number;
  readonly minutes: readonly [shortest: number, longest: number];
  /** Minutes from the end until somebody reported it. */
  readonly reportedAfterMin: readonly [soonest: number, latest: number];
  /** `{place}` is where. Nothing in them points to a person. */
  readonly summaries: readonly string[];
}

const DISORDER = [
  'Nhóm thanh niên tụ tập nẹt pô, gây rối trật tự tại {place}.',
  'Sau khi uống rượu, một nhóm người gây ồn ào, ném vỏ chai tại {place}.',
  'Hai nhóm đuổi nhau bằng xe máy, cản trở giao thông tại {place}.',
];
const INJURY = [
  'Mâu thuẫn cá nhân dẫn đến xô xát tại {place}, một người bị thương nhẹ ở tay.',
  'Va chạm lời qua tiếng lại tại {place}, một người bị đánh phải đi trạm y tế.',
];
const BRAWL = [
  'Hai nhóm thanh niên chuẩn bị đánh nhau tại {place}, tổ dân phố và công an can ngăn kịp thời.',
  'Phát hiện một nhóm mang gậy tụ tập tại {place}, giải tán trước khi xảy ra đánh nhau.',
];
const ACCIDENT = [
  'Va chạm giữa hai xe máy tại {place}, một người bị xây xát.',
  'Xe máy va vào ô tô tải đang rẽ tại {place}, không có người bị thương nặng.',
  'Xe đạp điện bị va quệt tại {place}, xe gây tai nạn rời khỏi hiện trường.',
];
const THEFT = [
  'Mất xe máy dựng trước cửa nhà gần {place}.',
  'Kẻ gian lấy hàng hoá để ngoài hiên gần {place} trong đêm.',
  'Mất túi xách treo trên xe tại {place}.',
];
const DAMAGE = ['Biển báo giao thông tại {place} bị bẻ gãy.', 'Cửa kính một cửa hàng gần {place} bị ném vỡ.', 'Cây trồng dọc đường tại {place} bị chặt phá.'];
const GATHERING = ['Đông người tụ tập gây cản trở lối đi tại {place}, được vận động giải tán.'];

const EVENING = { hours: [19, 24.5], weekendShare: 0.6, minutes: [4, 25], reportedAfterMin: [3, 60] } as const;
const ROAD = { weekendShare: 0.28, minutes: [1, 4], reportedAfterMin: [2, 35] } as const;
const NIGHT = { hours: [0.5, 4.5], weekendShare: 0.35, minutes: [6, 40], reportedAfterMin: [180, 700] } as const;

/** The year in the proportions of the public report on Đinh Văn for 2023: 2 gatherings dispersed, 15 brawls prevented, and from camera images 2 accidents and 14 cases of disorder or injury traced. */
export const INCIDENT_KINDS: readonly IncidentKind[] = [
  {
    category: 'disorderly_gathering',
    outcome: 'dispersed',
    count: 2,
    hours: [8, 11],
    weekendShare: 0,
    minutes: [30, 80],
    reportedAfterMin: [2, 10],
    summaries: GATHERING,
  },
  { category: 'brawl', outcome: 'prevented', count: 15, ...EVENING, summaries: BRAWL },
  { category: 'traffic_accident', outcome: 'cleared_with_footage', count: 2, ...ROAD, hours: [16.5, 19], summaries: [ACCIDENT[2]!] },
  { category: 'public_disorder', outcome: 'cleared_with_footage', count: 8, ...EVENING, summaries: DISORDER },
  { category: 'intentional_injury', outcome: 'cleared_with_footage', count: 6, ...EVENING, summaries: INJURY },
  { category: 'traffic_accident', outcome: 'cleared_otherwise', count: 6, ...ROAD, hours: [6, 8.5], summaries: ACCIDENT.slice(0, 2) },
  { category: 'traffic_accident', outcome: 'cleared_otherwise', count: 3, ...ROAD, hours: [16.5, 19], summaries: ACCIDENT.slice(0, 2) },
  { category: 'theft', outcome: 'cleared_otherwise', count: 6, ...NIGHT, summaries: THEFT },
  { category: 'theft', outcome: 'open', count: 6, ...NIGHT, summaries: THEFT },
  { category: 'theft', outcome: 'open', count: 2, ...NIGHT, hours: [11.5, 14], summaries: [THEFT[2]!] },
  { category: 'property_damage', outcome: 'cleared_otherwise', count: 4, ...NIGHT, hours: [21, 26], summaries: DAMAGE },
  { category: 'property_damage', outcome: 'open', count: 3, ...NIGHT, hours: [21, 26], summaries: DAMAGE },
  { category: 'public_disorder', outcome: 'cleared_otherwise', count: 3, ...EVENING, summaries: DISORDER },
  { category: 'brawl', outcome: 'cleared_otherwise', count: 4, ...EVENING, summaries: BRAWL.slice(0, 1) },
];
