import sql from 'sql-template-tag';

/** An event as it is stored, whether it has its place in the log or not. Clear text is null where there is none, or none any more. */
export interface StoredEvent {
  readonly atMs: number;
  readonly actorId: string | null;
  readonly actorUsername: string | null;
  readonly actorRole: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly incidentId: string | null;
  readonly cameraIds: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** The columns of a {@link StoredEvent} in `audit_event e`, but for the time, which the leaf has too. */
export const STORED_EVENT_COLUMNS = sql`e.actor_id AS "actorId", e.actor_username AS "actorUsername", e.actor_role AS "actorRole", e.action, e.outcome,
  e.incident_id AS "incidentId", e.camera_ids AS "cameraIds", e.detail`;
