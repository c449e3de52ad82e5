import type { Socket } from 'node:net';
import { authenticateHttp } from '../onvif-device/auth/http-authentication.ts';
import type { DigestGuard } from '../onvif-device/auth/digest-guard.ts';
import { PlayRefusal } from './play-request.ts';
import { playableTracks, replayDescription } from './replay-description.ts';
import type { RefusalAnswer, ReplayOptions, RtspMethod } from './replay-options.ts';
import { ReplaySession } from './replay-session.ts';
import { RtspRequestReader, writeResponse, type RtspRequest } from './rtsp-message.ts';

const methods: readonly string[] = ['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'PAUSE', 'TEARDOWN', 'GET_PARAMETER', 'SET_PARAMETER'] satisfies RtspMethod[];

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly after?: () => void;
}

/** What a connection shares with the others. */
interface ConnectionContext {
  /** In force now. */
  readonly options: () => ReplayOptions;
  readonly digest: DigestGuard;
  /** Gets every request, before it is answered, with the status of the answer. */
  readonly heard: (request: RtspRequest, status: number) => void;
}

/** Serves RTSP 1.0 on one connection, with the session that it may have. */
export function serveConnection(socket: Socket, context: ConnectionContext): void {
  const reader = new RtspRequestReader();
  let session: ReplaySession | undefined;
  const answerTo = createAnswers(socket, context, {
    get: () => session,
    set: (next) => {
      session?.stop();
      session = next;
    },
  });
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  let expiry: NodeJS.Timeout | undefined;
  socket.on('close', () => {
    clearTimeout(expiry);
    session?.stop();
  });
  socket.on('data', (bytes) => {
    for (const request of reader.push(bytes)) {
      const answer = answerTo(request);
      context.heard(request, answer.status);
      const { sessionTimeoutSeconds } = context.options();
      const sessionField: Record<string, string> = session === undefined ? {} : { Session: `${session.id};timeout=${sessionTimeoutSeconds}` };
      socket.write(writeResponse(answer.status, request.headers.get('cseq') ?? '0', { ...sessionField, ...answer.headers }, answer.body));
      answer.after?.();
      clearTimeout(expiry);
      if (session !== undefined) expiry = setTimeout(() => socket.destroy(), sessionTimeoutSeconds * 1_000);
    }
  });
}

interface SessionSlot {
  readonly get: () => ReplaySession | undefined;
  readonly set: (session: ReplaySession | undefined) => void;
}

function createAnswers(socket: Socket, context: ConnectionContext, slot: SessionSlot): (request: RtspRequest) => Answer {
  return (request) => {
    const options = context.options();
    const required = request.headers.get('require');
    if (required !== undefined && required !== 'onvif-replay') return { status: 551, headers: { Unsupported: required } };
    if (!methods.includes(request.method)) return { status: 501 };
    const refusal = options.refuse[request.method as RtspMethod];
    if (request.method === 'OPTIONS' && refusal === undefined) return { status: 200, headers: { Public: methods.join(', ') } };
    const { challenges } = authenticateHttp(
      options.authMode,
      { method: request.method, target: request.uri, authorization: request.headers.get('authorization') },
      options,
      context.digest,
      options.now(),
    );
    if (challenges !== undefined && request.method !== 'OPTIONS') return { status: 401, headers: { 'WWW-Authenticate': challenges } };
    if (refusal !== undefined) return refusalAnswer(refusal, context);
    try {
      return sessionAnswer(request, socket, options, slot);
    } catch (error) {
      if (error instanceof PlayRefusal) return { status: error.status };
      throw error;
    }
  };
}

function refusalAnswer(refusal: RefusalAnswer, { options, digest }: ConnectionContext): Answer {
  if (typeof refusal !== 'number') return refusal;
  const { now } = options();
  return refusal === 401 ? { status: 401, headers: { 'WWW-Authenticate': digest.challenges(['MD5'], options(), now(), false) } } : { status: refusal };
}

function sessionAnswer(request: RtspRequest, socket: Socket, options: ReplayOptions, slot: SessionSlot): Answer {
  const target = findTarget(request.uri, options);
  if (target === undefined) return { status: 404 };
  if (request.method === 'DESCRIBE') return describe(target, options);
  if (request.method === 'SETUP') return setUp(request, target, socket, slot);
  const session = slot.get();
  const keepsAlive = request.method === 'GET_PARAMETER' || request.method === 'SET_PARAMETER';
  if (keepsAlive && !request.headers.has('session')) return { status: 200 };
  if (session === undefined || request.headers.get('session')?.split(';')[0] !== session.id) return { status: 454 };
  if (request.method === 'PLAY') return session.play(request, options);
  if (request.method === 'PAUSE') return session.pause();
  if (request.method === 'TEARDOWN') slot.set(undefined);
  return { status: 200 };
}

type Target = NonNullable<ReturnType<typeof findTarget>>;

/** `/replay/<recording>` and, for a track, `/<track>` behind it. */
function findTarget(uri: string, { recordings }: ReplayOptions) {
  if (!URL.canParse(uri)) return undefined;
  const [, root, recordingToken = '', trackToken] = new URL(uri).pathname.split('/').map((part) => decodeURIComponent(part));
  const recording = recordings.find(({ token }) => token === recordingToken);
  if (root !== 'replay' || recording === undefined) return undefined;
  const tracks = playableTracks(recording);
  const wanted = trackToken === undefined || trackToken === '' ? undefined : tracks.find(({ token }) => token === trackToken);
  if (trackToken !== undefined && trackToken !== '' && wanted === undefined) return undefined;
  return { recording, tracks, track: wanted, address: `${new URL(uri).protocol}//${new URL(uri).host}/replay/${encodeURIComponent(recordingToken)}` };
}

function describe({ recording, address }: Target, { control }: ReplayOptions): Answer {
  const headers = { 'Content-Base': `${address}/`, 'Content-Type': 'application/sdp' };
  return { status: 200, headers, body: replayDescription(recording, address, control) };
}

function setUp(request: RtspRequest, { recording, tracks, track }: Target, socket: Socket, slot: SessionSlot): Answer {
  const chosen = track ?? (tracks.length === 1 ? tracks[0] : undefined);
  if (chosen === undefined) return { status: 404 };
  const given = request.headers.get('session')?.split(';')[0];
  const current = slot.get();
  if (given !== undefined && given !== current?.id) return { status: 454 };
  const session = given === undefined || current === undefined ? new ReplaySession(recording, socket, (error) => socket.destroy(error as Error)) : current;
  const answer = session.setUp(chosen, request);
  if (answer.status === 200 && session !== current) slot.set(session);
  return answer;
}
