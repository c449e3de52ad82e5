import type { CapturedPicture, PingResult, ProbeResult } from '../../domain/camera-contact.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { WorkerMetrics } from '../metrics.ts';
import type { CameraDialer, DialledCamera } from './camera-dialer.ts';
import { judgeFailure, type ContactFailure } from './contact-failure.ts';

/** The result of a contact; a failure is a result too. Times are ours, epoch milliseconds. */
export type ContactResult<T> =
  | { readonly ok: true; readonly value: T; readonly startedAtMs: number; readonly endedAtMs: number }
  | { readonly ok: false; readonly failure: ContactFailure; readonly startedAtMs: number; readonly endedAtMs: number };

/** Contacts with cameras that never throw and are counted. */
export interface CameraContacts {
  ping(target: ContactTarget, signal: AbortSignal): Promise<ContactResult<PingResult>>;
  probe(target: ContactTarget, signal: AbortSignal): Promise<ContactResult<ProbeResult>>;
  picture(target: ContactTarget, signal: AbortSignal): Promise<ContactResult<CapturedPicture>>;
}

/** How long each contact may take as a whole. A picture from a stream waits for the next keyframe, which may be seconds away. */
const DEADLINES_MS = { ping: 8000, probe: 10_000, picture: 15_000 };

/** Contacts through `dialer`. */
export function createCameraContacts({ dialer, clock, metrics }: { dialer: CameraDialer; clock: Clock; metrics: WorkerMetrics }): CameraContacts {
  const contact = async <T>(
    kind: keyof typeof DEADLINES_MS,
    target: ContactTarget,
    signal: AbortSignal,
    work: (dialled: DialledCamera) => Promise<T>,
  ): Promise<ContactResult<T>> => {
    const startedAtMs = clock.now();
    const finish = (outcome: string) => {
      const endedAtMs = clock.now();
      metrics.contacts.inc({ contact: kind, outcome });
      metrics.contactSeconds.observe({ contact: kind }, (endedAtMs - startedAtMs) / 1000);
      return { startedAtMs, endedAtMs };
    };
    try {
      const value = await work(dialer.prepare(target, { deadlineMs: DEADLINES_MS[kind], signal }));
      return { ok: true, value, ...finish('ok') };
    } catch (error) {
      const failure = judgeFailure(error);
      return { ok: false, failure, ...finish(failure.outcome) };
    }
  };
  return {
    ping: (target, signal) => contact('ping', target, signal, ({ adapter, source, context }) => adapter.ping(source, context)),
    probe: (target, signal) => contact('probe', target, signal, ({ adapter, source, context }) => adapter.probe(source, context)),
    picture: (target, signal) => contact('picture', target, signal, ({ adapter, source, context }) => adapter.snapshot(source, context)),
  };
}
