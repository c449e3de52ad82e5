import type { LogErasure, LogErasureCreate, LogErasureDecision, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Erasures of clear text in the access log, newest first; the look is logged. */
export function listLogErasures(cursor: string | undefined, signal?: AbortSignal): Promise<Page<LogErasure>> {
  return requestJson<Page<LogErasure>>('/log-erasures', { query: { limit: 20, cursor }, signal });
}

/** Asks for clear text to go; nothing goes until another person agrees. Without an idempotency key: its record would keep the answer, and with it the name that the register forgets. */
export function askForErasure(erasure: LogErasureCreate): Promise<LogErasure> {
  return requestJson<LogErasure>('/log-erasures', { method: 'POST', body: erasure });
}

/** Agrees, by which the text is gone at once, or refuses. */
export function decideOnErasure(erasureId: string, decision: LogErasureDecision): Promise<LogErasure> {
  return requestJson<LogErasure>(pathOf`/log-erasures/${erasureId}/decision`, { method: 'POST', body: { decision } });
}
