import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How a contact ended: an answer, the camera's own fault, silence, or a fault on our side. */
export type ContactOutcome = 'ok' | 'camera' | 'unreachable' | 'timeout' | 'refused' | 'ours' | 'cancelled';
/** Why something that should have been kept was not. */
export type ShedReason = 'disk_full' | 'no_capacity' | 'lease_lost' | 'unknown_times' | 'damaged';

/** What workers count, for Prometheus. */
export interface WorkerMetrics {
  readonly contacts: Counter<'contact' | 'outcome'>;
  readonly contactSeconds: Histogram<'contact'>;
  readonly scheduleLagSeconds: Histogram<'job'>;
  readonly jobs: Counter<'job' | 'outcome'>;
  readonly jobSeconds: Histogram<'job'>;
  readonly queueErrors: Counter;
  readonly snapshots: Counter<'reason'>;
  readonly snapshotBytes: Counter;
  readonly segments: Counter;
  readonly segmentBytes: Counter;
  readonly shed: Counter<'what' | 'reason'>;
  readonly recordings: Gauge<'state'>;
  readonly deleted: Counter<'what'>;
  readonly cameraEvents: Counter<'kind'>;
  readonly unmatchedEvents: Counter<'kind'>;
  readonly eventWatches: Gauge<'state'>;
  readonly messages: Counter<'channel' | 'outcome'>;
}

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Registers the workers' figures with `registry`; once for each registry. */
export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) => new Counter<L>({ name: `matpho_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Histogram<L>({ name: `matpho_${name}`, help, labelNames, registers, buckets: SECONDS });
  return {
    contacts: counter('contacts_total', 'Contacts with cameras by how they ended', 'contact', 'outcome'),
    contactSeconds: histogram('contact_seconds', 'How long contacts with cameras took', 'contact'),
    scheduleLagSeconds: histogram('schedule_lag_seconds', 'How late jobs began', 'job'),
    jobs: counter('jobs_total', 'Jobs by how they ended', 'job', 'outcome'),
    jobSeconds: histogram('job_seconds', 'How long jobs took', 'job'),
    queueErrors: counter('queue_errors_total', 'Errors of the connection to the queue'),
    snapshots: counter('snapshots_total', 'Pictures stored', 'reason'),
    snapshotBytes: counter('snapshot_bytes_total', 'Bytes of pictures stored'),
    segments: counter('segments_total', 'Footage segments stored'),
    segmentBytes: counter('segment_bytes_total', 'Bytes of footage stored'),
    shed: counter('shed_total', 'What should have been kept and was not', 'what', 'reason'),
    recordings: new Gauge({ name: 'matpho_recordings', help: 'Cameras to record here by what their recorder does', labelNames: ['state'], registers }),
    messages: counter('messages_total', 'Tries to deliver messages by how they ended', 'channel', 'outcome'),
    deleted: counter('deleted_total', 'What retention deleted', 'what'),
    cameraEvents: counter('camera_events_total', 'Flags that cameras raised or lowered', 'kind'),
    unmatchedEvents: counter('camera_events_unmatched_total', 'Flags of recorders dropped because nobody knows which channel they are about', 'kind'),
    eventWatches: new Gauge({ name: 'matpho_event_watches', help: 'Cameras with events by whether somebody listens', labelNames: ['state'], registers }),
  };
}
