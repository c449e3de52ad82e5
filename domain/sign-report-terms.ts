/** What somebody found of a sign. */
export const SIGN_REPORT_KINDS = ['missing', 'unreadable'] as const;
export type SignReportKind = (typeof SIGN_REPORT_KINDS)[number];
