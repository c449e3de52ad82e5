/**
 * `text` as the search box compares it: without Vietnamese marks and case, `đ` as `d`, runs of white space as one space,
 * trimmed. `"Ngã ba chợ Đinh Văn 1"` becomes `"nga ba cho dinh van 1"`. Full-width and other compatibility forms are unified
 * (Unicode NFKD), so text pasted from any keyboard finds the same camera. Folding twice changes nothing.
 */
export function foldCameraName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD') // lower-casing may compose anew: İ becomes i with a dot above
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
