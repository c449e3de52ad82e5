import { AppError } from '../../domain/app-error.ts';
import { DISCOVERIES_AN_HOUR, DISCOVERY_KEPT_MS } from '../../domain/discovery-terms.ts';
import { checkSweepNetwork, type SweepNetwork } from '../../domain/sweep-network.ts';
import { violates } from '../../db/database-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as discoveries from '../../db/repositories/discovery-repository.ts';
import { endDiscovery, interruptLostDiscoveries } from '../../db/repositories/discovery-run-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { ownerAddressPolicy } from '../cameras/owner-address-policy.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const HOUR_MS = 3_600_000;

/**
 * Judges the network, stores the request and leaves the job for the workers; returns the id of both. A network that is refused is logged: somebody tried. Errors: those of
 * `checkSweepNetwork` (invalid), `discovery_running` (conflict), `too_many_discoveries` (rate_limited).
 */
export async function requestDiscovery(context: ServerContext, session: LiveSession, text: string): Promise<string> {
  const nowMs = context.clock.now();
  const network = await judgeNetwork(context, session, text);
  await interruptLostDiscoveries(context.db, nowMs, session.organisationId);
  await refuseTooMany(context, session.organisationId, nowMs);
  const id = newId(nowMs);
  await store(context, session, id, network, nowMs);
  try {
    await context.jobs.add('discover-cameras', { discoveryId: id }, id);
  } catch (error) {
    // a row without a job would keep the organisation from trying again
    await endDiscovery(context.db, id, { state: 'failed', error: { code: 'queue_unavailable', message: 'The search could not be begun. Try again.' } }, nowMs);
    throw error;
  }
  return id;
}

async function judgeNetwork(context: ServerContext, session: LiveSession, text: string): Promise<SweepNetwork> {
  const policy = await ownerAddressPolicy(context, session.organisationId);
  try {
    return checkSweepNetwork(text, policy);
  } catch (error) {
    if (error instanceof AppError && error.code === 'network_forbidden') {
      const detail = { code: error.code, reason: error.details['reason'] };
      await appendAudit(context.db, { actor: actorOf(session), action: 'discovery.start', outcome: 'refused', detail });
    }
    throw error;
  }
}

async function refuseTooMany(context: ServerContext, organisationId: string, nowMs: number): Promise<void> {
  const { count, firstAtMs } = await discoveries.countDiscoveries(context.db, organisationId, nowMs - HOUR_MS);
  if (count < DISCOVERIES_AN_HOUR) return;
  const retryAfterS = Math.max(1, Math.ceil(((firstAtMs ?? nowMs) + HOUR_MS - nowMs) / 1000));
  throw new AppError('rate_limited', 'too_many_discoveries', `Your organisation has searched ${DISCOVERIES_AN_HOUR} times within an hour. Wait a little.`, {
    details: { retryAfterS },
  });
}

async function store(context: ServerContext, session: LiveSession, id: string, network: SweepNetwork, nowMs: number): Promise<void> {
  const { organisationId, userId } = session;
  try {
    await context.db.transaction(async (tx) => {
      const times = { createdAtMs: nowMs, expiresAtMs: nowMs + DISCOVERY_KEPT_MS };
      await discoveries.insertDiscovery(tx, { id, organisationId, requestedBy: userId, ...network, ...times });
      const detail = { discoveryId: id, cidr: network.cidr, addresses: network.addressCount };
      await appendAudit(tx, { actor: actorOf(session), action: 'discovery.start', detail });
    });
  } catch (error) {
    if (!violates(error, 'discovery_one_running_key')) throw error;
    const discoveryId = await discoveries.findRunningDiscovery(context.db, organisationId);
    throw new AppError('conflict', 'discovery_running', 'Your organisation is searching a network already. Wait until it is done, or stop it.', {
      details: discoveryId === undefined ? {} : { discoveryId },
    });
  }
}

/** Ends a discovery that runs; its worker notices within a second or two. What was found stays. One that has ended stays as it is. */
export async function stopDiscovery(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await endDiscovery(tx, id, { state: 'stopped' }, context.clock.now()))) return;
    await appendAudit(tx, { actor: actorOf(session), action: 'discovery.stop', detail: { discoveryId: id } });
  });
}
