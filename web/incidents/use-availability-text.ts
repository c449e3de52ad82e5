import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';

/** Says in words whether there is footage of a candidate, and whether a part of it still lies in the device. */
export function useAvailabilityText(): (candidate: Pick<Candidate, 'availability' | 'restAtEdge'>) => string {
  const { t } = useTranslation();
  return ({ availability, restAtEdge }) => t(availability === 'on_hand' && restAtEdge ? 'availability.restAtEdge' : `availability.${availability}`);
}
