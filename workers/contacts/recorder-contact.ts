import type { ChannelTarget, RecorderTarget } from '../../db/repositories/contact-target-repository.ts';
import type { PingResult } from '../../domain/camera-contact.ts';
import type { CameraObservation } from '../health/camera-observation.ts';
import type { ContactResult } from './camera-contacts.ts';
import { contactObservation } from './contact-observation.ts';
import { failureReach, type FailureReach } from './recorder-failure.ts';

type Ping = (channel: ChannelTarget) => Promise<ContactResult<PingResult>>;

/** A ping and the channel that it went through. */
interface Asked {
  readonly channel: ChannelTarget;
  readonly result: ContactResult<PingResult>;
}

/** What a contact with a recorder showed. */
export interface RecorderContact {
  readonly observations: readonly CameraObservation[];
  /** Channels that the recorder, which answered, doesn't speak for: they are to be asked themselves. Each turn begins with another. */
  readonly troubled: readonly ChannelTarget[];
  readonly startedAtMs: number;
}

/** No channel is asked for itself any more this long after the recorder's contact began; the rest waits for its next turn. */
const TROUBLED_WITHIN_MS = 12_000;

/**
 * Contacts a recorder once, through a channel that changes from turn to turn, and says of all its channels what that shows: a recorder that is gone takes all of
 * them with it, one that answers speaks for every channel that is not in trouble itself. When the failure could be the channel's own fault, a second channel is asked
 * before the recorder is blamed; not again while it is known to be gone.
 */
export async function contactRecorder({ recorderId, turn, channels }: RecorderTarget, ping: Ping): Promise<RecorderContact> {
  const sound = channels.filter((channel) => !channel.inOwnTrouble);
  const first = await ask(ping, turnOf(sound.length > 0 ? sound : channels, turn));
  const second = reachOf(first) === 'unsure' && !first.channel.isDown ? await askAnother(ping, first.channel, { sound, channels, turn }) : undefined;
  const asked = second === undefined ? [first] : [first, second];
  const { startedAtMs } = first.result;
  const hasAnswered = asked.some((each) => ['up', 'channel'].includes(reachOf(each)));
  if (!hasAnswered) return { observations: ofAll(channels, asked.at(-1)!.result, recorderId), troubled: [], startedAtMs };
  const rest = channels.filter((channel) => asked.every((each) => each.channel !== channel));
  const troubled = rest.filter((channel) => channel.inOwnTrouble);
  const begin = troubled.length === 0 ? 0 : turn % troubled.length;
  return {
    observations: [...asked.flatMap(ofItself), ...ofSound(rest, asked)],
    troubled: [...troubled.slice(begin), ...troubled.slice(0, begin)],
    startedAtMs,
  };
}

/** Asks channels in trouble themselves, one after the other: recorders serve few viewers at once, and one that is silent must not hold up everything. */
export async function askTroubled({ troubled, startedAtMs }: RecorderContact, ping: Ping): Promise<CameraObservation[]> {
  const observations: CameraObservation[] = [];
  for (const channel of troubled) {
    const asked = await ask(ping, channel);
    observations.push(...ofItself(asked));
    if (asked.result.endedAtMs - startedAtMs >= TROUBLED_WITHIN_MS) break;
  }
  return observations;
}

const turnOf = (channels: readonly ChannelTarget[], turn: number): ChannelTarget => channels[turn % channels.length]!;

async function ask(ping: Ping, channel: ChannelTarget): Promise<Asked> {
  return { channel, result: await ping(channel) };
}

async function askAnother(
  ping: Ping,
  first: ChannelTarget,
  { sound, channels, turn }: { sound: readonly ChannelTarget[]; channels: readonly ChannelTarget[]; turn: number },
): Promise<Asked | undefined> {
  const others = [sound, channels].map((some) => some.filter((channel) => channel !== first)).find((some) => some.length > 0);
  return others && ask(ping, turnOf(others, turn));
}

function reachOf({ result }: Asked): FailureReach | 'up' {
  return result.ok ? 'up' : failureReach(result.failure);
}

function ofItself({ channel, result }: Asked): CameraObservation[] {
  const observation = contactObservation(channel, result);
  return observation === undefined ? [] : [observation];
}

/** The recorder's silence as that of all its channels. One that was in trouble before stays so: it is asked by itself again. */
function ofAll(channels: readonly ChannelTarget[], result: ContactResult<PingResult>, recorderId: string): CameraObservation[] {
  return channels.flatMap((channel) => {
    const observation = contactObservation(channel, result, recorderId);
    return observation === undefined ? [] : [{ ...observation, viaRecorder: !channel.inOwnTrouble }];
  });
}

/** The recorder's answer as that of the channels that are not in trouble. */
function ofSound(channels: readonly ChannelTarget[], asked: readonly Asked[]): CameraObservation[] {
  const { result } = asked.find((each) => each.result.ok) ?? asked[0]!;
  const answer: ContactResult<Partial<PingResult>> = result.ok ? result : { ok: true, value: {}, startedAtMs: result.startedAtMs, endedAtMs: result.endedAtMs };
  return channels
    .filter((channel) => !channel.inOwnTrouble)
    .flatMap((channel) => {
      const observation = contactObservation(channel, answer);
      return observation === undefined ? [] : [{ ...observation, viaRecorder: true }];
    });
}
