import type { LogErasure, LogErasureCreate, LogErasureDecision, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Erasures of clear text in the access log, newest first; the look is logged. */
export function listLogErasures(cursor: string | undefined, signal?: AbortSignal): Promise<Page<LogErasure>> {
  return callApi('GET /log-erasures', { query: { limit: 20, cursor }, signal });
}

/** Asks for clear text to go; nothing goes until another person agrees. Without an idempotency key: its record would keep the answer, and with it the name that the register forgets. */
export function askForErasure(erasure: LogErasureCreate): Promise<LogErasure> {
  return callApi('POST /log-erasures', { body: erasure });
}

/** Agrees, by which the text is gone at once, or refuses. */
export function decideOnErasure(erasureId: string, decision: LogErasureDecision): Promise<LogErasure> {
  return callApi('POST /log-erasures/{id}/decision', { path: { id: erasureId }, body: { decision } });
}
