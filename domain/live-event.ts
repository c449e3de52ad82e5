/** What the service tells at once: ids and states only. Who may hear of it is decided for each listener by `cameraId`, `incidentId` or `organisationId`. */
export type LiveEvent =
  | {
      readonly topic: 'cameras';
      readonly type: 'state_changed';
      readonly data: { readonly cameraId: string; readonly state: string; readonly facets: Readonly<Record<string, string>>; readonly at: string };
    }
  | { readonly topic: 'cameras'; readonly type: 'changed'; readonly data: { readonly cameraId: string } }
  | { readonly topic: 'incidents'; readonly type: 'created' | 'updated'; readonly data: { readonly incidentId: string } }
  | { readonly topic: 'jobs'; readonly type: 'updated'; readonly data: { readonly jobId: string; readonly cameraId: string; readonly state: string } }
  // a job of no single camera: for the organisation that asked for it
  | { readonly topic: 'jobs'; readonly type: 'updated'; readonly data: { readonly jobId: string; readonly organisationId: string; readonly state: string } };

/** Topics that a WebSocket client may ask for. */
export const LIVE_TOPICS = ['cameras', 'incidents', 'jobs'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];
