import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { HandIn } from '../api/api-types.ts';
import { beginHandIn, cancelHandIn, listHandIns, type HandInMetadata } from '../api/hand-in-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { sendFile, type SendProgress } from './send-file.ts';

/** A file on its way from this page. */
export interface Sending {
  readonly uploadId: string;
  readonly file: File;
  readonly progress: SendProgress;
  readonly state: 'sending' | 'paused' | 'failed';
  readonly error: unknown;
}

/** While a file is being checked the list is asked for again. */
const CHECKING_MS = 2000;

/** One's own hand-ins for a camera. */
export function useHandIns(cameraId: string) {
  return useQuery({
    queryKey: queryKeys.handIns(cameraId),
    queryFn: ({ signal }) => listHandIns(cameraId, signal),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'received') ? CHECKING_MS : false),
  });
}

interface SendOrder {
  readonly uploadId: string;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SendProgress) => void;
}

/** Sends one file at a time; it goes on by itself after a lost connection and by hand after a pause. */
export function useHandIn(cameraId: string) {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.handIns(cameraId) });

  // a mutation, so that the page is known to be sending
  const pieces = useMutation({ mutationFn: ({ uploadId, file, ...rest }: SendOrder) => sendFile({ cameraId, uploadId }, file, rest) });
  async function send(uploadId: string, file: File, sentBytes: number): Promise<void> {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    setSending({ uploadId, file, progress: { sentBytes, waiting: false }, state: 'sending', error: null });
    const change = (part: Partial<Sending>) => setSending((now) => (now === null || controller.signal.aborted ? now : { ...now, ...part }));
    try {
      await pieces.mutateAsync({ uploadId, file, signal: controller.signal, onProgress: (progress) => change({ progress }) });
      setSending(null);
    } catch (error) {
      change({ state: 'failed', error });
    }
    await refresh();
  }

  const beginning = useMutation({
    mutationFn: ({ file, metadata }: { file: File; metadata: HandInMetadata }) => beginHandIn(cameraId, file.size, metadata),
    onSuccess: ({ id }, { file }) => void refresh().then(() => send(id, file, 0)),
  });
  const cancelling = useMutation({ mutationFn: (uploadId: string) => cancelHandIn(cameraId, uploadId), onSettled: refresh });
  return {
    sending,
    beginning,
    cancelling,
    /** Goes on with a file that was begun, by this page or before. */
    goOn: (item: Pick<HandIn, 'id' | 'receivedBytes'>, file: File) => void send(item.id, file, item.receivedBytes),
    pause: () => {
      stop.current?.abort();
      setSending((now) => now && { ...now, state: 'paused' });
    },
    cancel: (uploadId: string) => {
      stop.current?.abort();
      setSending(null);
      cancelling.mutate(uploadId);
    },
  };
}

export type HandInWork = ReturnType<typeof useHandIn>;
