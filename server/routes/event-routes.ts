import type { WebSocket } from 'ws';
import { z } from 'zod';
import { LIVE_TOPICS } from '../../domain/live-event.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { isSessionGood } from '../../db/repositories/account-repository.ts';
import type { ApiApp } from '../api-app.ts';
import type { EventHub, Listener } from '../realtime/event-hub.ts';
import type { ServerContext } from '../server-context.ts';

const subscribeWire = z.object({
  topics: z.array(z.enum(LIVE_TOPICS)).max(LIVE_TOPICS.length),
  /** Whether to tell what happened just before. */
  recent: z.boolean().optional(),
});
/** A client that doesn't read is dropped before its backlog grows into our memory. */
const MOST_BUFFERED_BYTES = 1_000_000;
const PING_EVERY_MS = 30_000;
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;

function readSubscription(raw: unknown): z.output<typeof subscribeWire> | undefined {
  try {
    return subscribeWire.safeParse(JSON.parse(String(raw))).data;
  } catch {
    return undefined;
  }
}

function attach(socket: WebSocket, session: LiveSession, hub: EventHub, checkSession: () => void): () => void {
  const send = (message: unknown): void => {
    if (socket.bufferedAmount > MOST_BUFFERED_BYTES) socket.terminate();
    else socket.send(JSON.stringify(message));
  };
  const listener: Listener = { session, topics: new Set(), send, checkSession };
  const remove = hub.add(listener);
  socket.on('message', (raw) => {
    const subscription = readSubscription(raw);
    if (subscription === undefined) {
      socket.close(POLICY_VIOLATION, 'send {"topics":[…]}');
      return;
    }
    listener.topics = new Set(subscription.topics);
    send({ topic: 'service', type: 'subscribed', data: { topics: subscription.topics } });
    // whoever can't be told what was missed loads again
    if (subscription.recent === true) void hub.tellRecent(listener).catch(() => send({ topic: 'service', type: 'gap', data: {} }));
  });
  return remove;
}

/** `GET /events` (WebSocket): the client sends `{topics:[…], recent?}` and hears `{topic,type,data}` of what it may see, until its session ends. */
export function registerEventRoutes(app: ApiApp, context: ServerContext, hub: EventHub): void {
  const sockets = new Set<WebSocket>();
  app.addHook('preClose', async () => {
    for (const socket of sockets) socket.close(GOING_AWAY, 'the service is stopping');
  });
  app.get('/events', { websocket: true, config: { anyone: true }, schema: { hide: true } }, (socket, request) => {
    const { session } = request;
    sockets.add(socket);
    const endWithSession = async (): Promise<void> => {
      if (!(await isSessionGood(context.db, session.sessionId, context.clock.now()))) socket.terminate();
    };
    const checkSession = (): void => void endWithSession().catch(() => socket.terminate());
    const detach = attach(socket, session, hub, checkSession);
    // it may have ended before this server listened for it
    checkSession();
    let isAlive = true;
    const timer = setInterval(() => {
      if (!isAlive) socket.terminate();
      isAlive = false;
      socket.ping();
      checkSession();
    }, PING_EVERY_MS);
    socket.on('pong', () => {
      isAlive = true;
    });
    socket.on('close', () => {
      clearInterval(timer);
      detach();
      sockets.delete(socket);
    });
    socket.on('error', () => socket.terminate());
  });
}
