/** Topics that the service announces changes of. */
export const EVENT_TOPICS = ['cameras', 'incidents', 'jobs', 'alarms', 'requests'] as const;
export type EventTopic = (typeof EVENT_TOPICS)[number];

/** One announced change. `data` depends on topic and type; it holds ids and states, never content. */
export interface LiveEvent {
  readonly topic: EventTopic;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** `live`: changes arrive at once. `connecting`: first try. `lost`: it was or could not be connected, tries go on. */
export type LiveState = 'connecting' | 'live' | 'lost';

/** The part of a browser's WebSocket that is used, so that tests can give their own. */
export type SocketLike = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>;

/** What an event socket needs and whom it tells. */
export interface EventSocketOptions {
  readonly connect: () => SocketLike;
  readonly topics: readonly EventTopic[];
  /** When the page began to ask for what is on screen, by the browser's clock: what changed from then on is told of, also if it was before this connection stood. */
  readonly askedFromMs: number;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LiveState) => void;
  /** Connected after a break or a try in vain or so late that the service doesn't know any more what happened, or it had a break of its own: what happened meanwhile was not announced and has to be fetched. */
  readonly onCatchUp: () => void;
  /** A share between 0 and 1 that spreads the tries of many browsers. */
  readonly random?: () => number;
}

/** A connection for live changes, for as long as it isn't closed. */
export interface EventSocket {
  /** Connects anew at once. For when the network came back or is another one: over the old one nothing may arrive any more, and nobody says so. */
  readonly renew: () => void;
  readonly close: () => void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Keeps a connection for live changes until `close` is called: after a break it tries again, waiting twice as long each time up to 30 s,
 * with half of each wait by chance so that a restarted service isn't met by everybody at once.
 */
export function createEventSocket(options: EventSocketOptions): EventSocket {
  const random = options.random ?? Math.random;
  let failures = 0;
  let { askedFromMs } = options;
  let hasMissed = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: SocketLike | undefined;
  options.onState('connecting');
  open();
  return { renew, close };

  function open(): void {
    const opened = options.connect();
    socket = opened;
    opened.onopen = () => {
      opened.send(JSON.stringify({ topics: options.topics, recent: true }));
      failures = 0;
      if (hasMissed) {
        askedFromMs = Date.now();
        options.onCatchUp();
      }
      hasMissed = false;
      options.onState('live');
    };
    opened.onmessage = ({ data }) => {
      const message = readMessage(data);
      const recent = recentIn(message);
      if (isLiveEvent(message)) options.onEvent(message);
      else if (recent !== undefined) takeRecent(recent);
      else if (isServiceMessage(message, 'gap')) options.onCatchUp();
    };
    opened.onclose = lose;
  }

  /** Both spans end when the service sent this, so they are compared without its clock; on the way here ours only grew, which takes too much rather than too little. */
  function takeRecent({ heardForMs, events }: Recent): void {
    const askedForMs = Date.now() - askedFromMs;
    if (askedForMs > heardForMs) options.onCatchUp();
    else for (const { agoMs, event } of events) if (agoMs <= askedForMs && isLiveEvent(event)) options.onEvent(event);
  }

  function lose(): void {
    if (closed) return;
    hasMissed = true;
    options.onState('lost');
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    timer = setTimeout(open, waitMs / 2 + (waitMs / 2) * random());
  }

  function renew(): void {
    if (closed) return;
    clearTimeout(timer);
    hasMissed = true;
    failures = 0;
    const old = socket;
    if (old !== undefined) old.onopen = old.onmessage = old.onclose = null;
    old?.close();
    open();
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
    socket?.close();
  }
}

function readMessage(data: unknown): unknown {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** What the service heard of in the last `heardForMs`, each event with how long ago that was. */
interface Recent {
  readonly heardForMs: number;
  readonly events: readonly { readonly agoMs: number; readonly event: unknown }[];
}

function recentIn(message: unknown): Recent | undefined {
  return isServiceMessage(message, 'recent') ? (message.data as Recent) : undefined;
}

/** `gap`: the service itself lost its line to the database for a moment and may have missed changes. `recent`: what happened while the connection was made. */
function isServiceMessage(message: unknown, wanted: 'gap' | 'recent'): message is { readonly data: unknown } {
  if (typeof message !== 'object' || message === null) return false;
  const { topic, type } = message as Record<string, unknown>;
  return topic === 'service' && type === wanted;
}

function isLiveEvent(event: unknown): event is LiveEvent {
  if (typeof event !== 'object' || event === null) return false;
  const { topic, type, data } = event as Record<string, unknown>;
  return EVENT_TOPICS.some((known) => known === topic) && typeof type === 'string' && typeof data === 'object' && data !== null;
}
