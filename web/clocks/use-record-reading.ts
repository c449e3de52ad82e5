import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ClockReading, ClockReadingInput } from '../api/api-types.ts';
import { recordClockReading, type ClockOwner } from '../api/clock-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';

/** Sends what somebody read of a clock, and makes stale what shows it. */
export function useRecordReading(owner: ClockOwner, onDone: () => void): UseMutationResult<ClockReading, Error, ClockReadingInput> {
  const client = useQueryClient();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: (reading: ClockReadingInput) => recordClockReading(owner, reading, keyOf(reading)),
    onSuccess: async () => {
      onDone();
      // a channel's clock is its recorder's, and the other way round
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.clocks }), client.invalidateQueries({ queryKey: queryKeys.cameraLists })]);
    },
  });
}
