import type { AuthMode } from '../auth/auth-options.ts';
import { authenticateHttp } from '../auth/http-authentication.ts';
import type { DeviceState } from '../device-state.ts';
import type { OnvifDeviceOptions } from '../device-options.ts';
import { respondWithWireFault } from '../faults/wire-fault-responder.ts';
import { interruptibleDelay } from '../faults/interruptible-delay.ts';
import { htmlPage } from '../faults/html-page.ts';
import { type Exchange, type Reply, sendReply } from '../http/exchange.ts';
import { redactHeaders } from '../request-log.ts';

/** Serves a picture by HTTP GET (Media 5.16.1, Media2 5.5.1). */
export async function handleSnapshot(exchange: Exchange, profileToken: string, state: DeviceState): Promise<void> {
  const { options, signal } = exchange;
  const challenges = recordRequest(exchange, state);
  const early = state.schedule.due(options.snapshotFault, 'before-auth');
  if (early) return respondWithWireFault(exchange, early, async () => pictureReply(options));
  if (challenges) return sendReply(exchange, { status: 401, headers: { 'WWW-Authenticate': [...challenges] } });
  await interruptibleDelay(options.delayMs.snapshot ?? 0, signal);
  if (signal.aborted) return;
  const fault = state.schedule.due(options.snapshotFault, 'after-auth');
  if (fault) return respondWithWireFault(exchange, fault, async () => pictureReply(options));
  const known = options.profiles.some(({ token }) => token === profileToken);
  sendReply(exchange, known ? pictureReply(options) : htmlPage(404));
}

function recordRequest(exchange: Exchange, state: DeviceState): readonly string[] | undefined {
  const { request, options } = exchange;
  const method = request.method ?? '';
  const target = request.url ?? '';
  const { authorization } = request.headers;
  const nowMs = options.now();
  const { record: auth, challenges } = authenticateHttp(snapshotMode(options), { method, target, authorization }, options, state.digest, nowMs);
  const headers = redactHeaders(request.headers);
  exchange.record = { operation: 'snapshot', method, target, auth, headers, atMs: nowMs };
  state.log.add(exchange.record);
  return challenges;
}

function snapshotMode({ snapshotAuth, authMode }: OnvifDeviceOptions): AuthMode {
  if (snapshotAuth !== 'same') return snapshotAuth;
  return authMode === 'ws-usernametoken' || authMode === 'digest-or-ws' ? 'digest-md5' : authMode;
}

function pictureReply({ jpeg }: OnvifDeviceOptions): Reply {
  return { status: 200, contentType: 'image/jpeg', body: typeof jpeg === 'function' ? jpeg() : jpeg };
}
