/** Payloads of all jobs: ids and numbers only, never secrets or personal data. Every handler may run twice with the same payload. */
export interface JobPayloads {
  /** A person asked for a test of a camera now; the row `camera_check` says which and keeps the result. */
  'check-camera': { readonly checkId: string };
  /** A person asked for a test of a recorder with all its channels; `camera_check` as above. */
  'check-recorder': { readonly checkId: string };
  /** A person asked for a picture now. */
  'take-snapshot': { readonly checkId: string };
  /** A person sent a list of cameras; the row `camera_import` says which and keeps what became of it. */
  'import-cameras': { readonly importId: string };
  /** Search a network for cameras; the row `discovery` says which and keeps what is found. */
  'discover-cameras': { readonly discoveryId: string };
  /** A bell was pressed: take what is still open of its burst of pictures. */
  'take-alarm-burst': { readonly alarmId: string };
  /** Pull footage from a device; the row `edge_pull` says which and keeps how far it came. */
  'pull-edge-footage': { readonly pullId: string };
  /** Build an evidence package; the row `evidence_package` says which and keeps what became of it. */
  'build-evidence-package': { readonly packageId: string };
  /** Fetch the timestamps that sealed packages still wait for. */
  'fetch-timestamps': Record<string, never>;
  /** Ping the cameras that are due, in batches. */
  'ping-due-cameras': Record<string, never>;
  /** Work out anew what cameras see past buildings, where placements or buildings changed. */
  'recompute-coverage': Record<string, never>;
  /** Take the pictures that are due. */
  'take-due-snapshots': Record<string, never>;
  /** Ask cameras again what they are and can do. */
  'renew-capabilities': Record<string, never>;
  /** Delete pictures and segments that are past their time and not held. */
  'sweep-retention': Record<string, never>;
  /** Make the automatic holds that are due, end those whose time is over. */
  'keep-holds': Record<string, never>;
  /** Remind boards of footage requests, end those whose time is over, and see whether approved footage is on hand. */
  'keep-requests': Record<string, never>;
  /** Remind of people's requests about their own data. */
  'remind-subject-requests': Record<string, never>;
  /** Check the files that boards have handed in, and make footage of them. */
  'check-hand-ins': Record<string, never>;
  /** Make copies of handed-in files that browsers can play. */
  'make-copies': Record<string, never>;
  /** Somebody wants to watch this: make the copy with its watermark; the row `watch_copy` says which. */
  'prepare-copy': { readonly copyId: string };
  /** Write down the end of grants that have lapsed, and delete the copies of closed requests. */
  'keep-grants': Record<string, never>;
  /** Make the table partitions of the coming weeks. */
  'maintain-partitions': Record<string, never>;
  /** A person waits for this message: a code or a test. */
  'deliver-message': { readonly messageId: string };
  /** Write messages for alerts that nobody was told of. */
  'plan-messages': Record<string, never>;
  /** Send the messages that are due. */
  'send-messages': Record<string, never>;
  /** Drop ended sessions, old idempotency records, failed sign-ins and finished checks. */
  'expire-records': Record<string, never>;
  /** Close entries of the repair ledger, raise alerts for faults and end them. */
  'raise-alerts': Record<string, never>;
  /** Cut roads that are new or changed into the pieces of the road graph. */
  'build-road-graph': Record<string, never>;
}

export type JobName = keyof JobPayloads;

/**
 * People wait for the first kind, nobody for the second, the third takes minutes and the fourth hours of CPU, the fifth seconds of CPU while somebody wants to watch: each has its own queue, so that a backlog of one never delays another.
 */
export const QUEUE_NAMES = ['interactive', 'scheduled', 'lengthy', 'conversion', 'viewing'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** The queue of every job. */
export const JOB_QUEUES = {
  'check-camera': 'interactive',
  'check-recorder': 'lengthy',
  'take-snapshot': 'interactive',
  'take-alarm-burst': 'interactive',
  'deliver-message': 'interactive',
  'import-cameras': 'lengthy',
  'build-road-graph': 'lengthy',
  'discover-cameras': 'lengthy',
  'check-hand-ins': 'lengthy',
  'pull-edge-footage': 'lengthy',
  'build-evidence-package': 'lengthy',
  'make-copies': 'conversion',
  'prepare-copy': 'viewing',
  'ping-due-cameras': 'scheduled',
  'take-due-snapshots': 'scheduled',
  'renew-capabilities': 'scheduled',
  'recompute-coverage': 'scheduled',
  'sweep-retention': 'scheduled',
  'keep-holds': 'scheduled',
  'keep-grants': 'scheduled',
  'keep-requests': 'scheduled',
  'remind-subject-requests': 'scheduled',
  'fetch-timestamps': 'scheduled',
  'maintain-partitions': 'scheduled',
  'expire-records': 'scheduled',
  'raise-alerts': 'scheduled',
  'plan-messages': 'scheduled',
  'send-messages': 'scheduled',
} as const satisfies Record<JobName, QueueName>;

/** How often due cameras are looked for: what falls due in between is one batch. */
const LOOK_PERIOD_MS = 3000;

/** A job that comes again every `everyMs`, `offsetMs` into each period. `schedulerId` is stable, so that N workers keep one schedule. */
export interface RecurringJob<N extends JobName = JobName> {
  readonly schedulerId: string;
  readonly name: N;
  readonly payload: JobPayloads[N];
  readonly everyMs: number;
  readonly offsetMs: number;
}

const HOUR_MS = 3_600_000;

/** Everything that runs by the clock. */
export const RECURRING_JOBS: readonly RecurringJob[] = [
  { schedulerId: 'ping-due-cameras', name: 'ping-due-cameras', payload: {}, everyMs: LOOK_PERIOD_MS, offsetMs: 0 },
  { schedulerId: 'take-due-snapshots', name: 'take-due-snapshots', payload: {}, everyMs: LOOK_PERIOD_MS, offsetMs: LOOK_PERIOD_MS / 2 },
  { schedulerId: 'renew-capabilities', name: 'renew-capabilities', payload: {}, everyMs: 30_000, offsetMs: 5_000 },
  { schedulerId: 'recompute-coverage', name: 'recompute-coverage', payload: {}, everyMs: 5000, offsetMs: 3300 },
  { schedulerId: 'sweep-retention', name: 'sweep-retention', payload: {}, everyMs: 60_000, offsetMs: 700 },
  { schedulerId: 'keep-holds', name: 'keep-holds', payload: {}, everyMs: 3000, offsetMs: 600 },
  { schedulerId: 'keep-grants', name: 'keep-grants', payload: {}, everyMs: 10_000, offsetMs: 4700 },
  { schedulerId: 'keep-requests', name: 'keep-requests', payload: {}, everyMs: 10_000, offsetMs: 4100 },
  { schedulerId: 'remind-subject-requests', name: 'remind-subject-requests', payload: {}, everyMs: 60_000, offsetMs: 2900 },
  { schedulerId: 'check-hand-ins', name: 'check-hand-ins', payload: {}, everyMs: 5000, offsetMs: 1500 },
  { schedulerId: 'make-copies', name: 'make-copies', payload: {}, everyMs: 15_000, offsetMs: 3500 },
  { schedulerId: 'fetch-timestamps', name: 'fetch-timestamps', payload: {}, everyMs: 30_000, offsetMs: 8300 },
  { schedulerId: 'maintain-partitions', name: 'maintain-partitions', payload: {}, everyMs: 6 * HOUR_MS, offsetMs: 0 },
  { schedulerId: 'expire-records', name: 'expire-records', payload: {}, everyMs: HOUR_MS, offsetMs: 90_000 },
  { schedulerId: 'raise-alerts', name: 'raise-alerts', payload: {}, everyMs: 10_000, offsetMs: 2200 },
  { schedulerId: 'plan-messages', name: 'plan-messages', payload: {}, everyMs: 10_000, offsetMs: 1100 },
  { schedulerId: 'send-messages', name: 'send-messages', payload: {}, everyMs: 5000, offsetMs: 2300 },
  { schedulerId: 'build-road-graph', name: 'build-road-graph', payload: {}, everyMs: 60_000, offsetMs: 1700 },
];
