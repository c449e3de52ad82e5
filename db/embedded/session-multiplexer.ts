import { createWireSplitter, notificationChannel, parsedText, queryText, transactionStatus, type WireMessage } from './wire-framing.ts';
import { scopeStatementName } from './statement-names.ts';

/** The one session behind all clients: runs whole protocol messages and hands out what the database answers. */
export interface RawSession {
  run(bytes: Uint8Array, onData: (chunk: Uint8Array) => void): Promise<void>;
}

/** One client of the multiplexer. */
export interface MultiplexedClient {
  /** Messages in the order in which they arrived. */
  receive(messages: readonly WireMessage[]): void;
  /** The client is gone: its transaction is rolled back and its statements are dropped. */
  close(): void;
}

/** Shares one database session between many clients. */
export interface SessionMultiplexer {
  connect(send: (bytes: Buffer) => void): MultiplexedClient;
}

interface Client {
  readonly number: number;
  readonly send: (bytes: Buffer) => void;
  readonly batch: WireMessage[];
  readonly statements: Set<string>;
  readonly channels: Set<string>;
  open: boolean;
}

interface Unit {
  readonly client: Client;
  readonly messages: readonly WireMessage[];
}

/** After these the database answers ReadyForQuery: nothing of another client may come before. */
const UNIT_ENDS = new Set(['startup', 'Q', 'S', 'F']);
const LEADING_COMMENTS = /^(?:\s*--[^\n]*\n)+/;
const LISTEN = /^\s*(un)?listen\s+(?:"([^"]+)"|(\w+|\*))/i;

function simpleQuery(text: string): WireMessage {
  const body = Buffer.from(`${text}\0`);
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write('Q', 0);
  bytes.writeInt32BE(body.length + 4, 1);
  body.copy(bytes, 5);
  return { type: 'Q', bytes };
}

function noteListening(client: Client, message: WireMessage): void {
  const text = message.type === 'Q' ? queryText(message) : message.type === 'P' ? parsedText(message) : '';
  const match = LISTEN.exec(text.replace(LEADING_COMMENTS, ''));
  if (!match) return;
  const channel = match[2] ?? match[3]!.toLowerCase();
  if (match[1] === undefined) client.channels.add(channel);
  else if (channel === '*') client.channels.clear();
  else client.channels.delete(channel);
}

/** Runs one unit and returns what belongs to its client; notifications go to `notify`, the transaction status to `onReady`. */
async function runUnit(
  session: RawSession,
  messages: readonly WireMessage[],
  handlers: { notify: (message: WireMessage) => void; onReady: (status: 'I' | 'T' | 'E') => void },
): Promise<Buffer> {
  const answers = createWireSplitter('backend');
  const own: Buffer[] = [];
  await session.run(Buffer.concat(messages.map((message) => message.bytes)), (chunk) => {
    // the session reuses its buffer
    for (const message of answers.push(Buffer.from(chunk))) {
      if (message.type === 'A') {
        handlers.notify(message);
        continue;
      }
      if (message.type === 'Z') handlers.onReady(transactionStatus(message));
      own.push(message.bytes);
    }
  });
  return Buffer.concat(own);
}

/**
 * Serialises clients over one session. A unit is everything up to the message after which the database reports that it is ready, so an extended
 * query (Parse, Bind, Execute, Sync) of one client is never mixed with another's; while a client is inside a transaction only its units run.
 * Notifications go to every client that listens on the channel, whoever caused them. `onFailure` is called when the session itself breaks:
 * nothing more will run then.
 */
export function createSessionMultiplexer(session: RawSession, onFailure: (error: unknown) => void): SessionMultiplexer {
  const clients = new Set<Client>();
  const queue: Unit[] = [];
  let owner: Client | undefined;
  let running = false;
  let count = 0;

  const notify = (message: WireMessage): void => {
    const channel = notificationChannel(message);
    for (const client of clients) if (client.channels.has(channel)) client.send(message.bytes);
  };

  const run = async ({ client, messages }: Unit): Promise<void> => {
    const onReady = (status: 'I' | 'T' | 'E'): void => {
      owner = status === 'I' ? undefined : client;
    };
    const answer = await runUnit(session, messages, { notify, onReady });
    if (client.open && answer.length > 0) client.send(answer);
  };

  const nextUnit = (): Unit | undefined => {
    if (owner === undefined) return queue.shift();
    // its client left in the middle of a transaction
    if (!owner.open) return { client: owner, messages: [simpleQuery('ROLLBACK')] };
    const at = queue.findIndex((unit) => unit.client === owner);
    return at === -1 ? undefined : queue.splice(at, 1)[0];
  };

  const pump = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let unit = nextUnit(); unit !== undefined; unit = nextUnit()) await run(unit);
    running = false;
  };
  const wake = (): void => void pump().catch(onFailure);

  const accept = (client: Client, message: WireMessage): void => {
    noteListening(client, message);
    const scoped = scopeStatementName(message, `c${client.number}_`);
    if (scoped.created !== undefined) client.statements.add(scoped.created);
    client.batch.push(scoped.message);
    if (!UNIT_ENDS.has(message.type)) return;
    queue.push({ client, messages: client.batch.splice(0) });
    wake();
  };

  const close = (client: Client): void => {
    if (!client.open) return;
    client.open = false;
    clients.delete(client);
    // what it had queued must not run once nobody waits for the answer
    const kept = queue.filter((unit) => unit.client !== client);
    const drops = [...client.statements].map((name) => ({ client, messages: [simpleQuery(`DEALLOCATE "${name}"`)] }));
    queue.splice(0, queue.length, ...kept, ...drops);
    wake();
  };

  return {
    connect(send) {
      count += 1;
      const client: Client = { number: count, send, batch: [], statements: new Set(), channels: new Set(), open: true };
      clients.add(client);
      return {
        receive: (messages) => messages.forEach((message) => accept(client, message)),
        close: () => close(client),
      };
    },
  };
}
