import { skipToken, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getJob } from '../api/job-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import type { Accepted, Job } from '../api/api-types.ts';

const POLL_MS = 1000;

/** A job of one camera: how to start it, and how far it is. */
export interface CameraJob {
  readonly start: () => void;
  /** It was asked for and has not ended. */
  readonly isRunning: boolean;
  readonly job: Job | undefined;
  /** It could not be started or asked after. */
  readonly error: Error | null;
}

interface CameraJobParts {
  /** Of the camera or recorder. */
  readonly deviceId: string;
  /** What is done: pages that do the same with the same device follow the same job. */
  readonly what: 'check' | 'picture';
  readonly request: (idempotencyKey: string) => Promise<Accepted>;
  readonly onDone?: () => void;
}

/**
 * Starts a job of a camera and follows it: live changes make it quick, asking every second makes it sure. Who leaves the page before it has ended finds it on the next one that follows it, so what it brings isn't lost
 * with the page that asked for it.
 */
export function useCameraJob({ deviceId, what, request, onDone }: CameraJobParts): CameraJob {
  const client = useQueryClient();
  const runningKey = queryKeys.runningJob(deviceId, what);
  const running = useQuery<string | null>({ queryKey: runningKey, queryFn: skipToken });
  /** Ended while the page was there: how it went stays on it. */
  const [endedId, setEndedId] = useState<string | null>(null);
  const jobId = running.data ?? endedId;
  const key = useRef(randomKey());
  const starting = useMutation({
    mutationFn: () => request(key.current),
    onSuccess: ({ jobId: started }) => {
      key.current = randomKey();
      client.setQueryData(runningKey, started);
    },
  });
  const job = useJob(jobId);
  useWhenDone(job.data, () => {
    setEndedId(jobId);
    client.setQueryData(runningKey, null);
    void client.invalidateQueries({ queryKey: queryKeys.camera(deviceId) });
    onDone?.();
  });
  const isRunning = starting.isPending || (jobId !== null && !job.isError && !isDone(job.data));
  return { start: () => !isRunning && starting.mutate(), isRunning, job: jobId === null ? undefined : job.data, error: starting.error ?? job.error };
}

/** How far a job is, asked every second until it has ended; nothing while there is none. */
export function useJob(jobId: string | null): UseQueryResult<Job> {
  return useQuery({
    queryKey: queryKeys.job(jobId ?? ''),
    queryFn: ({ signal }) => getJob(jobId ?? '', signal),
    enabled: jobId !== null,
    refetchInterval: ({ state }) => (isDone(state.data) ? false : POLL_MS),
  });
}

/** Does something once when a job has ended. */
export function useWhenDone(job: Job | undefined, onDone: () => void): void {
  const latest = useRef(onDone);
  const doneId = isDone(job) ? job?.id : undefined;
  useEffect(() => {
    latest.current = onDone;
  });
  useEffect(() => {
    if (doneId !== undefined) latest.current();
  }, [doneId]);
}

function isDone(job: Job | undefined): boolean {
  return job?.state === 'completed' || job?.state === 'failed';
}
