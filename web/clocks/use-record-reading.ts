import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ClockReading, ClockReadingInput } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useOfflineSend, type SendOutcome } from '../offline/use-offline-send.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { type NamedClock, waitingReading } from './waiting-reading.ts';

/** Sends what somebody read of a clock, and makes stale what shows it. Without connection it waits. */
export function useRecordReading(owner: NamedClock, onDone: () => void): UseMutationResult<SendOutcome<ClockReading>, Error, ClockReadingInput> {
  const client = useQueryClient();
  const send = useOfflineSend();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: (reading: ClockReadingInput) => send(waitingReading(owner, reading, keyOf(reading))),
    onSuccess: async ({ state }) => {
      onDone();
      if (state === 'waiting') return;
      // a channel's clock is its recorder's, and the other way round
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.clocks }), client.invalidateQueries({ queryKey: queryKeys.cameraLists })]);
    },
  });
}
