import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CoveragePreview } from '../api/api-types.ts';
import { previewCoverage } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** Asking at every move of a finger would be dozens of answers a second that nobody sees. */
const REST_MS = 250;

/** What the service says that a placement would see past buildings: `asking` until it answered for this very placement, `unknown` when it can't say. */
export type CoverageAnswer = CoveragePreview | 'asking' | 'unknown';

/** Asks the service for it, a moment after the last change; null without a placement. */
export function useCoveragePreview(placement: CameraPlacement | null): CoverageAnswer | null {
  const [rested] = useDebouncedValue(placement, REST_MS);
  const asked = useQuery({
    queryKey: queryKeys.coveragePreview(rested),
    queryFn: ({ signal }) => previewCoverage(rested!, signal),
    enabled: rested !== null,
    retry: false,
    staleTime: 60_000,
  });
  if (placement === null) return null;
  if (JSON.stringify(rested) !== JSON.stringify(placement) || asked.isPending) return 'asking';
  return asked.data ?? 'unknown';
}
