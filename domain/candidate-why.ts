import { vietnamTimeText } from './vietnam-time-text.ts';
import { clockZoneName } from './clock-zone-name.ts';
import type { WhyCode, WhyParams } from './linking-why.ts';
import type { Level2014 } from './pixel-density-level.ts';

/** Languages in which reasons can be said. */
export type WhyLanguage = 'vi' | 'en';

type Sentences = { readonly [K in keyof WhyParams]: (params: WhyParams[K]) => string };

const LEVEL_VI: Readonly<Record<Level2014, string>> = { detect: 'phát hiện', observe: 'quan sát', recognise: 'nhận biết', identify: 'nhận dạng' };

const FAULT_VI: Readonly<Record<string, string>> = { covered: 'bị che', blurred: 'bị mờ', dark: 'quá tối', moved: 'bị lệch hướng', frozen: 'bị đứng' };

const VIETNAMESE: Sentences = {
  sees_full: ({ distanceM }) => `Nhìn thấy toàn bộ nơi xảy ra, cách ${decimalVi(distanceM)} m.`,
  sees_partial: ({ distanceM }) => `Nhìn thấy một phần nơi xảy ra, cách ${decimalVi(distanceM)} m.`,
  sees_none: ({ distanceM }) => `Không nhìn thấy nơi xảy ra, cách ${decimalVi(distanceM)} m.`,
  occluded: () => 'Theo bản đồ nhà, chính giữa nơi xảy ra bị nhà che khuất.',
  view_doubtful: () => 'Theo bản đồ nhà, camera sẽ không nhìn thấy gì: vị trí hoặc hướng có thể sai, tạm tính cả vùng nhìn.',
  may_look_elsewhere: () => 'Camera xoay được hoặc không rõ hướng: lúc đó có thể đang nhìn sang hướng khác.',
  way_road: ({ roadName, alongM }) => `Nhìn thấy ${roadName ?? 'đường'} trên lối đến hoặc đi, cách nơi xảy ra ${Math.round(alongM)} m theo đường.`,
  way_distance: () => 'Chưa có dữ liệu đường ở đây: chọn vì treo gần, chưa chắc nhìn thấy lối đến hoặc đi.',
  density: ({ pxPerM, level2014 }) =>
    `Mật độ điểm ảnh lý thuyết ${decimalVi(pxPerM)} px/m: ${level2014 ? `mức ${LEVEL_VI[level2014]}` : 'dưới mức phát hiện'} (IEC 62676-4:2014).`,
  night: () => 'Lúc đó trời tối (mặt trời dưới đường chân trời): hình có thể kém hơn mức lý thuyết.',
  night_partly: () => 'Một phần thời gian đó trời tối.',
  off_axis_centre: () => 'Nơi xảy ra ở gần giữa khung hình.',
  off_axis_edge: ({ offAxisDeg }) => `Nơi xảy ra ở gần mép khung hình, lệch ${Math.round(offAxisDeg)}°.`,
  off_axis_outside: () => 'Tâm nơi xảy ra nằm ngoài khung hình.',
  health_ok: () => 'Lúc đó camera hoạt động bình thường.',
  health_partly: ({ percent }) => `Lúc đó camera chỉ hoạt động bình thường ${percent} % thời gian.`,
  health_down: () => 'Lúc đó camera mất kết nối hoặc hình bị lỗi.',
  health_unknown: () => 'Chưa rõ tình trạng camera lúc đó.',
  picture_fault: ({ state, percent }) => `Lúc đó hình ${FAULT_VI[state] ?? 'bị lỗi'} (${percent} % thời gian).`,
  footage_on_hand: ({ percent }) => `Có sẵn dữ liệu hình ảnh của ${percent} % thời gian vụ việc.`,
  footage_at_edge: () => 'Dữ liệu hình ảnh còn trong thiết bị, chưa lấy về.',
  footage_rest_at_edge: () => 'Phần còn lại vẫn ở trong thiết bị, chưa lấy về.',
  footage_lost: () => 'Dữ liệu hình ảnh không còn.',
  footage_never_recorded: () => 'Lúc đó camera không ghi hình.',
  footage_unknown: () => 'Chưa rõ có dữ liệu hình ảnh hay không.',
  footage_hand_in: () => 'Camera chỉ đăng ký, hệ thống không kết nối được: đề nghị ban điều hành nộp dữ liệu hình ảnh.',
  overwrite_soon: ({ hours }) => `Sẽ bị ghi đè trong khoảng ${hours} giờ nữa.`,
  clock_known: ({ offsetMs, uncertaintyMs }) => `${offsetVi(offsetMs)}, sai số ± ${durationVi(uncertaintyMs)}.`,
  clock_unknown: () => 'Chưa đo lệch giờ của camera: tìm rộng thêm 30 phút mỗi bên.',
  clock_time_zone: ({ zone }) => `Sai múi giờ: thiết bị để ${clockZoneName(zone, 'vi')}.`,
  clock_half_day: () => 'Đồng hồ lệch 12 giờ: nhầm sáng với chiều.',
  clock_date_swapped: () => 'Ngày, tháng hoặc năm của thiết bị bị đổi chỗ cho nhau.',
  clock_wrong_date: () => 'Thiết bị sai ngày, giờ trong ngày thì đúng.',
  clock_reset: () => 'Đồng hồ thiết bị bị mất giờ và chạy lại từ đầu.',
  clock_step: ({ fromMs, toMs, changeMs }) =>
    `Đồng hồ bị chỉnh ${durationVi(Math.abs(changeMs))} trong khoảng ${vietnamTimeText(fromMs)} đến ${vietnamTimeText(toMs)}: tìm theo cả hai giờ.`,
  placement_recorded_after: ({ atMs }) => `Vị trí camera lúc đó được ghi sau vụ việc, ngày ${vietnamTimeText(atMs)}.`,
  clock_contradicts: () => 'Các lần đo giờ mâu thuẫn nhau: tìm rộng để gồm tất cả.',
};

const ENGLISH: Sentences = {
  sees_full: ({ distanceM }) => `Sees the whole place, ${distanceM.toFixed(1)} m away.`,
  sees_partial: ({ distanceM }) => `Sees a part of the place, ${distanceM.toFixed(1)} m away.`,
  sees_none: ({ distanceM }) => `Doesn't see the place, ${distanceM.toFixed(1)} m away.`,
  occluded: () => 'By the map of buildings, a building hides the middle of the place.',
  view_doubtful: () => 'By the map of buildings it would see nothing: its position or bearing may be wrong, so its whole view counts.',
  may_look_elsewhere: () => 'The camera can be turned, or its direction is unknown: it may have looked elsewhere.',
  way_road: ({ roadName, alongM }) => `Sees ${roadName ?? 'a road'} on the way to or from the place, ${Math.round(alongM)} m from it along the roads.`,
  way_distance: () => "No roads are known here: chosen because it hangs near, it isn't certain that it sees the way.",
  density: ({ pxPerM, level2014 }) =>
    `Theoretical pixel density ${pxPerM.toFixed(1)} px/m: ${level2014 ? `level "${level2014}"` : 'below "detect"'} (IEC 62676-4:2014).`,
  night: () => 'It was dark then (the sun was below the horizon): the picture may be worse than the theory.',
  night_partly: () => 'It was dark for a part of that time.',
  off_axis_centre: () => 'The place is near the middle of the picture.',
  off_axis_edge: ({ offAxisDeg }) => `The place is near the edge of the picture, ${Math.round(offAxisDeg)}° off its middle.`,
  off_axis_outside: () => 'The middle of the place is outside the picture.',
  health_ok: () => 'The camera worked then.',
  health_partly: ({ percent }) => `The camera worked ${percent}% of that time.`,
  health_down: () => 'The camera was offline or its picture faulty then.',
  health_unknown: () => "It isn't known whether the camera worked then.",
  picture_fault: ({ state, percent }) => `Its picture was ${state} then (${percent}% of the time).`,
  footage_on_hand: ({ percent }) => `Footage of ${percent}% of the incident is on hand.`,
  footage_at_edge: () => "Footage is still in the device and hasn't been fetched.",
  footage_rest_at_edge: () => "The rest is still in the device and hasn't been fetched.",
  footage_lost: () => 'The footage is gone.',
  footage_never_recorded: () => "The camera didn't record then.",
  footage_unknown: () => "It isn't known whether there is footage.",
  footage_hand_in: () => "The service can't reach this camera: its footage must be handed in by the board.",
  overwrite_soon: ({ hours }) => `Will be overwritten in about ${hours} h.`,
  clock_known: ({ offsetMs, uncertaintyMs }) => `${offsetEn(offsetMs)}, give or take ${durationEn(uncertaintyMs)}.`,
  clock_unknown: () => "The camera's clock was never compared: the search is widened by 30 minutes on both sides.",
  clock_time_zone: ({ zone }) => `Wrong time zone: the device is set to ${clockZoneName(zone, 'en')}.`,
  clock_half_day: () => 'The clock is 12 hours off: morning and afternoon are confused.',
  clock_date_swapped: () => "Day, month or year of the device's date stand in each other's places.",
  clock_wrong_date: () => "The device's date is wrong; its time of day is right.",
  clock_reset: () => "The device's clock lost its time and began anew.",
  clock_step: ({ fromMs, toMs, changeMs }) =>
    `The clock was set by ${durationEn(Math.abs(changeMs))} between ${vietnamTimeText(fromMs)} and ${vietnamTimeText(toMs)}: both times are searched.`,
  placement_recorded_after: ({ atMs }) => `Where the camera hung then was recorded after the incident, on ${vietnamTimeText(atMs)}.`,
  clock_contradicts: () => 'Readings of the clock contradict each other: the search covers them all.',
};

const SENTENCES: Readonly<Record<WhyLanguage, Sentences>> = { vi: VIETNAMESE, en: ENGLISH };

/** Reasons as sentences, in their order; Vietnamese unless asked otherwise. */
export function candidateWhy(why: readonly WhyCode[], language: WhyLanguage = 'vi'): string[] {
  return why.map((reason) => sentence(reason, SENTENCES[language]));
}

function sentence<K extends keyof WhyParams>({ code, params }: { readonly code: K; readonly params: WhyParams[K] }, sentences: Sentences): string {
  return sentences[code](params);
}

function offsetVi(offsetMs: number): string {
  if (Math.abs(offsetMs) < 1000) return 'Đồng hồ camera lệch dưới 1 giây';
  return `Đồng hồ camera chạy ${offsetMs > 0 ? 'nhanh' : 'chậm'} ${durationVi(Math.abs(offsetMs))}`;
}

function offsetEn(offsetMs: number): string {
  if (Math.abs(offsetMs) < 1000) return "The camera's clock is less than a second off";
  return `The camera's clock is ${durationEn(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}

function durationVi(durationMs: number): string {
  return duration(durationMs, { h: 'giờ', min: 'phút', s: 'giây' }, ',');
}

function durationEn(durationMs: number): string {
  return duration(durationMs, { h: 'h', min: 'min', s: 's' }, '.');
}

/** The two largest units: 2 h 5 min, 1 min 1 s, 0.9 s. */
function duration(durationMs: number, units: { readonly h: string; readonly min: string; readonly s: string }, point: string): string {
  if (durationMs < 10_000) return `${(durationMs / 1000).toFixed(1).replace('.', point)} ${units.s}`;
  const seconds = Math.round(durationMs / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 3600), units.h],
    [Math.floor((seconds % 3600) / 60), units.min],
    [seconds % 60, units.s],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

function decimalVi(value: number): string {
  return value.toFixed(1).replace('.', ',');
}
