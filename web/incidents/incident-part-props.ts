import type { IncidentDraft } from './incident-draft.ts';

/** What each part of the incident form works on. */
export interface IncidentPartProps {
  readonly draft: IncidentDraft;
  readonly change: (part: Partial<IncidentDraft>) => void;
  /** What is wrong with a field, in words; null when nothing is. */
  readonly errorOf: (field: keyof IncidentDraft) => string | null;
}
