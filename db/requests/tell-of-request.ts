import { linkBaseOf } from '../../domain/messages/link-base.ts';
import { requestMessage } from '../../domain/messages/request-message.ts';
import { NOTICE_READERS, type RequestNotice } from '../../domain/requests/request-terms.ts';
import type { Queryable } from '../database.ts';
import type { FootageRequestRow } from '../repositories/footage-request-repository.ts';
import { tellOrganisation } from './tell-organisation.ts';

/** What is told besides the request itself. */
interface Telling {
  readonly publicUrl?: string | undefined;
  readonly nowMs: number;
  /** Who did it: their own side isn't told what it did. Left out when the service did it. */
  readonly by?: { readonly userId: string; readonly organisationId: string } | undefined;
}

/**
 * Puts word of a request into the outbox, in the transaction of what it tells, after the quiet hours of each: for every confirmed address of its board, and for those of its officer's own, as the notice concerns
 * them.
 */
export async function tellOfRequest(tx: Queryable, request: FootageRequestRow, notice: RequestNotice, { publicUrl, nowMs, by }: Telling): Promise<void> {
  const linkBase = linkBaseOf(publicUrl);
  const textOf = (style: Parameters<Parameters<typeof tellOrganisation>[3]>[0]) => requestMessage(notice, request, { ...style, publicUrl: linkBase });
  const readers = NOTICE_READERS[notice];
  if (readers !== 'officer' && by?.organisationId !== request.ownerId)
    await tellOrganisation(tx, request.ownerId, nowMs, textOf, { isUrgent: notice === 'emergency' });
  if (readers !== 'board' && by?.userId !== request.requestedBy)
    await tellOrganisation(tx, request.requestedFor, nowMs, textOf, { onlyUserId: request.requestedBy });
}
