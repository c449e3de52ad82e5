import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { MOST_OWN_PICTURES } from '../../domain/own-picture-terms.ts';
import type { Camera, OwnPicture } from '../api/api-types.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { listOwnPictures } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';

const MOST_TRIES = 20;
const AGAIN_MS = 2000;

/** The newest picture of a camera in a list: on its way, not to be had, none, or there. */
export type ListPicture = 'asking' | 'failed' | 'none' | OwnPicture;

/** Pictures of the cameras of a list, once somebody asked for them. */
export interface ListPictures {
  /** There are cameras on the list whose picture the user may see and hasn't asked for. */
  readonly canAsk: boolean;
  /** Asks for all that are on the list now. */
  ask(): void;
  of(cameraId: string): ListPicture | undefined;
}

/** Nothing is fetched before `ask`, and nothing again by itself: each time is a look at pictures, which the log keeps. */
export function useListPictures(cameras: readonly Camera[]): ListPictures {
  const may = useMay();
  const [asked, setAsked] = useState<readonly (readonly string[])[]>([]);
  const answers = useQueries({
    queries: asked.map((cameraIds) => ({
      queryKey: queryKeys.ownPictures(cameraIds),
      queryFn: ({ signal }: { signal: AbortSignal }) => listOwnPictures(cameraIds, signal),
      staleTime: Infinity,
      gcTime: 0,
      refetchOnReconnect: false,
      // a long list asks for more at once than the service gives to one person
      retry: (count: number, error: Error) => count < MOST_TRIES && error instanceof ApiProblem && error.code === 'too_many_pictures',
      retryDelay: AGAIN_MS,
    })),
  });
  const isAsked = (cameraId: string): boolean => asked.some((part) => part.includes(cameraId));
  const left = may('camera.picture') ? cameras.filter(({ id, source }) => source.kind !== 'registered' && !isAsked(id)).map(({ id }) => id) : [];
  return {
    canAsk: left.length > 0,
    ask: () => setAsked([...asked, ...inParts(left)]),
    of: (cameraId) => {
      const nth = asked.findIndex((part) => part.includes(cameraId));
      const answer = answers[nth];
      if (answer === undefined) return undefined;
      if (answer.isPending) return 'asking';
      return answer.isError ? 'failed' : (answer.data.find((picture) => picture.cameraId === cameraId) ?? 'none');
    },
  };
}

function inParts(cameraIds: readonly string[]): string[][] {
  const count = Math.ceil(cameraIds.length / MOST_OWN_PICTURES);
  return Array.from({ length: count }, (_, nth) => cameraIds.slice(nth * MOST_OWN_PICTURES, (nth + 1) * MOST_OWN_PICTURES));
}
