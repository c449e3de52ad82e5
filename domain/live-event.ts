/** What the service tells at once: ids and states only. Who may hear of it is decided for each listener by `cameraId`, `incidentId` or `organisationId`. */
export type LiveEvent =
  | {
      readonly topic: 'cameras';
      readonly type: 'state_changed';
      readonly data: { readonly cameraId: string; readonly state: string; readonly facets: Readonly<Record<string, string>>; readonly at: string };
    }
  | { readonly topic: 'cameras'; readonly type: 'changed'; readonly data: { readonly cameraId: string } }
  | AlarmEvent
  | { readonly topic: 'incidents'; readonly type: 'created' | 'updated'; readonly data: { readonly incidentId: string } }
  // a footage request was made, decided, ended: for its camera's board, and the units that the camera lies in
  | {
      readonly topic: 'requests';
      readonly type: 'created' | 'updated';
      readonly data: { readonly requestId: string; readonly cameraId: string; readonly incidentId: string; readonly state: string };
    }
  // how a pull of footage from a device fares
  | {
      readonly topic: 'incidents';
      readonly type: 'footage_pull';
      readonly data: { readonly incidentId: string; readonly cameraId: string; readonly pullId: string; readonly state: string };
    }
  | { readonly topic: 'jobs'; readonly type: 'updated'; readonly data: { readonly jobId: string; readonly cameraId: string; readonly state: string } }
  // a job of no single camera: for the organisation that asked for it
  | { readonly topic: 'jobs'; readonly type: 'updated'; readonly data: { readonly jobId: string; readonly organisationId: string; readonly state: string } };

/**
 * Of a bell. `raised`, `pressed` (again), `tested`, `acknowledged`, `unanswered` (nobody took it for a while), `updated` (its pictures). It reaches officers that answer for the bell's unit: those
 * on duty, or all of them where nobody is or nobody answers. A test has no incident.
 */
export interface AlarmEvent {
  readonly topic: 'alarms';
  readonly type: 'raised' | 'pressed' | 'tested' | 'acknowledged' | 'unanswered' | 'updated';
  readonly data: {
    readonly alarmId: string;
    readonly incidentId: string | null;
    readonly alarmPointId: string;
    readonly name: string;
    readonly audience: 'on_duty' | 'all_officers';
  };
}

/** Told between servers only: some sessions of this user ended, so whoever is connected with one of them is cut off. */
export interface SessionsEndedEvent {
  readonly topic: 'sessions';
  readonly type: 'ended';
  readonly data: { readonly userId: string };
}

/** Topics that a WebSocket client may ask for. */
export const LIVE_TOPICS = ['cameras', 'incidents', 'jobs', 'alarms', 'requests'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];
