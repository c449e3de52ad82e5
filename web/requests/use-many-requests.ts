import { useState } from 'react';
import type { FootageRequestCreate } from '../api/api-types.ts';
import { createRequest } from '../api/request-api.ts';
import { useCreationKeys } from '../ui/use-creation-keys.ts';
import { sendEach, type SentRequests, type WantedRequest } from './many-requests.ts';
import { useRequestRefresh } from './use-request-refresh.ts';

/** Several requests of one incident: how each fared so far, and sending those that are given. */
export function useManyRequests(incidentId: string): {
  readonly sent: SentRequests;
  readonly isSending: boolean;
  readonly sendRest: (wanted: readonly WantedRequest<FootageRequestCreate>[]) => void;
} {
  const keyOf = useCreationKeys();
  const refresh = useRequestRefresh(incidentId);
  const [sent, setSent] = useState<SentRequests>(new Map());
  const [isSending, setIsSending] = useState(false);
  const sendRest = async (wanted: readonly WantedRequest<FootageRequestCreate>[]): Promise<void> => {
    setIsSending(true);
    await sendEach(
      wanted,
      ({ cameraId, body }) => createRequest(incidentId, body, keyOf(cameraId, body)),
      (cameraId, each) => setSent((before) => new Map([...before, [cameraId, each]])),
    );
    setIsSending(false);
    await refresh();
  };
  return { sent, isSending, sendRest: (wanted) => void sendRest(wanted) };
}
