import type { z } from 'zod';
import { purposeOf } from '../../domain/access-log/event-purpose.ts';
import { leafOwners } from '../../domain/access-log/leaf-disclosure.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { auditEventOut } from '../../domain/wire/audit-wire.ts';
import type { ErasedPart, LoggedEvent } from '../../db/repositories/audit-event-repository.ts';

const base64 = (bytes: Buffer | null): string | null => (bytes === null ? null : bytes.toString('base64'));

/** What is shown with an event that is no part of it. */
export interface EventContext {
  readonly erased: readonly ErasedPart[];
  readonly referenceNumber: string | null;
  /** Where the actor is today. */
  readonly organisationName: string | null;
}

/** An event as it goes out. Owners are those of the leaf: what held then. A damaged leaf goes out as it is, so that whoever verifies it can name it. */
export function wireAuditEvent(event: LoggedEvent, { erased, referenceNumber, organisationName }: EventContext): z.output<typeof auditEventOut> {
  const { seq, atMs, action, outcome, incidentId, cameraIds, detail, leafInput, leafHash } = event;
  return {
    seq,
    at: toIso(atMs),
    actor: { id: event.actorId, username: event.actorUsername, role: event.actorRole, organisationName },
    action,
    outcome,
    incidentId,
    referenceNumber,
    cameraIds: [...cameraIds],
    ownerIds: [...(leafOwners(leafInput) ?? [])],
    purpose: purposeOf(detail),
    detail,
    leafInput: leafInput.toString('base64'),
    leafHash: leafHash.toString('base64'),
    salts: { actorId: base64(event.actorIdSalt), actorUsername: base64(event.actorUsernameSalt), detail: base64(event.detailSalt) },
    erased: [...erased],
  };
}
