/** Under what clear text of the access log may be erased. */
export const ERASURE_BASES = [
  'subject_request', // of a person about data of their own, which stands in the register
  'authority_order', // of a court or an authority; the reason names it
] as const;

/** Whether two people are needed is no question: always. */
export const ERASURE_DECISIONS = ['approve', 'refuse'] as const;
