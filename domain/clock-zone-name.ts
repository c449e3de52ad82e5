/** Zones that recorders come with, by their UTC offset: what a person finds in the recorder's menu. */
const VIETNAMESE: Readonly<Record<string, string>> = {
  '+00:00': 'giờ UTC',
  '+08:00': 'giờ Bắc Kinh (GMT+8), hoặc đang bật giờ mùa hè',
  '+09:00': 'giờ Tokyo (GMT+9)',
  '+14:00': 'giờ đúng nhưng cộng thêm 7 giờ một lần nữa',
};
const ENGLISH: Readonly<Record<string, string>> = {
  '+00:00': 'UTC',
  '+08:00': 'Beijing time (GMT+8), or has summer time on',
  '+09:00': 'Tokyo time (GMT+9)',
  '+14:00': 'the right time with the 7 hours added once more',
};

/** What a wrong zone (`+08:00`) is called in words. */
export function clockZoneName(zone: string, language: 'vi' | 'en'): string {
  const known = (language === 'vi' ? VIETNAMESE : ENGLISH)[zone];
  return known ?? (language === 'vi' ? `múi giờ ${zone}` : `the zone ${zone}`);
}
