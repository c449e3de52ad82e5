/** Vietnamese without its marks, in letters that a text message carries at full length (GSM 03.38): `Ngã ba chợ` becomes `Nga ba cho`. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll('–', '-')
    .replaceAll('…', '...')
    .replaceAll(/[^\n\x20-\x7e]/g, '?');
}
