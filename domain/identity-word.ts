/**
 * Source of a regular expression: the words that announce an identity number, and what may stand between them and its first digit. For scan texts, so in
 * lower case.
 */
export const IDENTITY_WORD = String.raw`(?:cccd|cmnd|cmt|căn cước|chứng minh|định danh|can cuoc|chung minh|dinh danh)[^\d#\n]{0,25}`;
