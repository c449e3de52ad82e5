/** How an act that is logged ended. */
export const AUDIT_OUTCOMES = ['allowed', 'refused', 'failed'] as const;
