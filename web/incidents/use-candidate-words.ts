import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { useFacetText } from '../cameras/use-facet-text.ts';
import type { CandidateWords } from './candidate-parts.ts';
import { useAvailabilityText } from './use-availability-text.ts';

/** Words of the reader's language for the line of a candidate. */
export function useCandidateWords(): (candidate: Pick<Candidate, 'availability' | 'restAtEdge'>) => CandidateWords {
  const { t } = useTranslation();
  const availabilityText = useAvailabilityText();
  const facets = useFacetText();
  return (candidate) => ({
    recorded: t('footage.recorded'),
    rest: candidate.availability === 'on_hand' && !candidate.restAtEdge ? t('footage.gap') : availabilityText(candidate),
    unknown: t('overview.beyond'),
    health: (facet, state) => `${facets.facet(facet)}: ${facets.state(facet, state)}`,
  });
}
