import type { FootagePolicyCreate } from '../api/api-types.ts';
import { LOCAL_OFFSET, parseLocalDay } from '../formats/local-time.ts';

/** A policy as it is typed. */
export interface PolicyDraft {
  readonly unitId: string;
  /** `dd/mm/yyyy`; empty: from now on. */
  readonly day: string;
  readonly deciders: string;
  readonly decisionDays: string;
  readonly expiryDays: string;
  readonly accessHours: string;
  readonly emergencyAllowed: boolean;
  readonly basis: string;
}

/** What can be wrong with a field; each has a text in `policy.problem` or `formProblem`. */
export type PolicyProblem = 'required' | 'day' | 'decisionDays' | 'expiryDays' | 'accessHours';

function wholeIn(text: string, least: number, most: number): number | null {
  const number = Number(text.trim());
  return /^\d+$/.test(text.trim()) && number >= least && number <= most ? number : null;
}

/** What is wrong with a draft, by field. The limits are those of the API. */
export function policyProblems(draft: PolicyDraft): Partial<Record<keyof PolicyDraft, PolicyProblem>> {
  const decisionDays = wholeIn(draft.decisionDays, 1, 10);
  return {
    ...(draft.unitId === '' && { unitId: 'required' as const }),
    ...(draft.day.trim() !== '' && parseLocalDay(draft.day) === null && { day: 'day' as const }),
    ...(decisionDays === null && { decisionDays: 'decisionDays' as const }),
    ...(wholeIn(draft.expiryDays, decisionDays ?? 1, 30) === null && { expiryDays: 'expiryDays' as const }),
    ...(wholeIn(draft.accessHours, 1, 720) === null && { accessHours: 'accessHours' as const }),
    ...(!/[\p{L}\p{N}]/u.test(draft.basis) && { basis: 'required' as const }),
  };
}

/** A draft without problems as the API takes it. A day begins at midnight in Viet Nam. */
export function policyOf(draft: PolicyDraft): FootagePolicyCreate {
  const day = parseLocalDay(draft.day);
  return {
    unitId: draft.unitId,
    ...(day !== null && { validFrom: `${day}T00:00:00${LOCAL_OFFSET}` }),
    deciders: Number(draft.deciders),
    decisionWorkingDays: Number(draft.decisionDays),
    expiryWorkingDays: Number(draft.expiryDays),
    accessHours: Number(draft.accessHours),
    emergencyAllowed: draft.emergencyAllowed,
    basis: draft.basis.trim(),
  };
}
