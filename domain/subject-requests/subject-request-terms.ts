/** What somebody may ask about data of their own (Law 91/2025/QH15, article 4.1 c and d as commentaries number it, to be confirmed by counsel): to see it, a copy, correction, deletion, restriction of its use, or an objection to it. */
export const SUBJECT_REQUEST_KINDS = ['access', 'copy', 'correction', 'deletion', 'restriction', 'objection'] as const;
export type SubjectRequestKind = (typeof SUBJECT_REQUEST_KINDS)[number];

/** `received`: waits for the first answer; `answered`: whoever asked was told what will be done, which is still to be done; the others are ends. */
export const SUBJECT_REQUEST_STATES = ['received', 'answered', 'completed', 'refused', 'withdrawn'] as const;
export type SubjectRequestState = (typeof SUBJECT_REQUEST_STATES)[number];

/** What is done with a request. */
export const SUBJECT_REQUEST_STEPS = ['answer', 'extend', 'complete', 'refuse', 'withdraw'] as const;
export type SubjectRequestStep = (typeof SUBJECT_REQUEST_STEPS)[number];
