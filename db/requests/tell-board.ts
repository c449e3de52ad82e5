import { linkBaseOf } from '../../domain/messages/link-base.ts';
import { requestMessage } from '../../domain/messages/request-message.ts';
import type { RequestNotice } from '../../domain/requests/request-terms.ts';
import type { Queryable } from '../database.ts';
import type { FootageRequestRow } from '../repositories/footage-request-repository.ts';
import { tellOrganisation } from './tell-organisation.ts';

/** Puts word of a request into the outbox for every confirmed address of its board, in the transaction of what it tells; after the quiet hours of each. */
export async function tellBoard(
  tx: Queryable,
  request: FootageRequestRow,
  notice: RequestNotice,
  { publicUrl, nowMs }: { publicUrl: string | undefined; nowMs: number },
): Promise<void> {
  const linkBase = linkBaseOf(publicUrl);
  await tellOrganisation(tx, request.ownerId, nowMs, (style) => requestMessage(notice, request, { ...style, publicUrl: linkBase }));
}
