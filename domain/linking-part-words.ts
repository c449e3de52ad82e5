import type { WhyLanguage } from './candidate-why.ts';
import type { ScorePart, ScorePartName } from './linking-score.ts';

const NAMES: Readonly<Record<WhyLanguage, Readonly<Record<ScorePartName, string>>>> = {
  vi: {
    sees: 'Nhìn thấy nơi xảy ra',
    footage: 'Dữ liệu hình ảnh',
    density: 'Mức chi tiết',
    health: 'Tình trạng lúc đó',
    clock: 'Độ chắc của đồng hồ',
    off_axis: 'Vị trí trong khung hình',
  },
  en: {
    sees: 'Sees the place',
    footage: 'Footage',
    density: 'Detail',
    health: 'Working then',
    clock: 'Certainty of its clock',
    off_axis: 'Position in the picture',
  },
};

/** A part of a score in words, in points of a hundred: "Nhìn thấy nơi xảy ra: 21,0 trên 35 điểm". */
export function scorePartWords({ name, value, weight }: ScorePart, language: WhyLanguage): string {
  const [got, most] = [(value * weight * 100).toFixed(1), String(Math.round(weight * 100))];
  return language === 'vi' ? `${NAMES.vi[name]}: ${got.replace('.', ',')} trên ${most} điểm` : `${NAMES.en[name]}: ${got} of ${most} points`;
}
