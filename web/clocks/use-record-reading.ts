import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ClockReading, ClockReadingInput } from '../api/api-types.ts';
import { clockReadingCall, type ClockOwner } from '../api/clock-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useOfflineSend, type SendOutcome } from '../offline/use-offline-send.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';

/** Whose clock, and what it is called. */
export interface NamedClock extends ClockOwner {
  readonly name: string;
}

/**
 * Sends what somebody read of a clock, and makes stale what shows it. Without connection it waits: it says itself of which moment it is, typed or by a picture of the service.
 */
export function useRecordReading({ name, ...owner }: NamedClock, onDone: () => void): UseMutationResult<SendOutcome<ClockReading>, Error, ClockReadingInput> {
  const client = useQueryClient();
  const send = useOfflineSend();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: (reading: ClockReadingInput) =>
      send({ kind: 'clock_reading', about: name, recordId: owner.id, call: clockReadingCall(owner, reading), key: keyOf(reading) }),
    onSuccess: async ({ state }) => {
      onDone();
      if (state === 'waiting') return;
      // a channel's clock is its recorder's, and the other way round
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.clocks }), client.invalidateQueries({ queryKey: queryKeys.cameraLists })]);
    },
  });
}
