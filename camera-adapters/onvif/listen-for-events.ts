import { setTimeout as delay } from 'node:timers/promises';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { CameraEvent } from '../../domain/camera-event.ts';
import type { OnvifSource } from '../../domain/camera-source.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { readDeviceServices } from './device-services.ts';
import type { DeviceServices } from './device-services.ts';
import { PULL_WAIT_MS, createPullPoint, offersPullPoints } from './event-service.ts';
import type { PullPoint } from './event-service.ts';
import { openMedia } from './find-stream.ts';
import { isBadAnswer } from './onvif-error.ts';
import { openOnvifSession } from './onvif-session.ts';
import type { OnvifSession } from './onvif-session.ts';
import { createVideoSourceFinder } from './video-source-finder.ts';
import type { VideoSourceFinder } from './video-source-finder.ts';

/** A device that answers at once although it has nothing to tell is not asked without pause. */
const PULL_EVERY_MS = 500;
/** Saying goodbye must not hold up anybody. */
const GOODBYE_MS = 2_000;

/**
 * The camera's flags by pull point (ONVIF Core, section 9.1), until aborted. Every question has its own deadline; the pull's is longer by the time that the device may wait.
 * When `source` is a channel, the flags of all channels are told, each with its video source where the device says which.
 *
 * @throws AppError `camera`/`not_supported` when the camera has no pull points, and those of the SOAP client.
 */
export async function* listenForEvents(source: OnvifSource, context: ContactContext): AsyncGenerator<CameraEvent> {
  const steps = createSteps(context);
  let point: PullPoint | undefined;
  try {
    point = await steps.run(context.deadlineMs, (deadline) => openPullPoint(source, context, deadline));
    for (;;) {
      const open = point;
      const startedAt = performance.now();
      yield* await steps.run(context.deadlineMs + PULL_WAIT_MS, () => open.pull());
      await steps.run(context.deadlineMs, () => open.keepAlive());
      await delay(Math.max(0, startedAt + PULL_EVERY_MS - performance.now()), undefined, { signal: context.signal });
    }
  } catch (error) {
    if (!context.signal.aborted) throw error;
  } finally {
    const left = point;
    if (left !== undefined) await steps.goodbye(() => left.unsubscribe());
  }
}

async function openPullPoint(source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<PullPoint> {
  const session = await openOnvifSession(source, context, deadline);
  const services = await readDeviceServices(session.client, session.device, session.addresses);
  const { events } = services;
  if (events === undefined || !offersPullPoints(events)) {
    throw new AppError(
      'camera',
      'not_supported',
      'The camera does not tell of events by ONVIF. Nothing needs to be done: its pictures are looked at by schedule.',
    );
  }
  const isChannel = source.channel !== undefined || source.videoSource !== undefined;
  return createPullPoint(session, events, { findVideoSource: isChannel ? await readVideoSources(session, services) : undefined });
}

/** undefined when the device doesn't tell its profiles: then nobody knows which channel a flag is about. A refused sign-in is thrown: it would be refused again. */
async function readVideoSources(session: OnvifSession, services: DeviceServices): Promise<VideoSourceFinder | undefined> {
  try {
    return createVideoSourceFinder((await openMedia(session, services)).profiles.map(({ profile }) => profile));
  } catch (error) {
    if (
      ['camera_fault', 'not_supported', 'no_video'].some((code) => isAppError(error, code)) ||
      isBadAnswer(error, 'missing', 'status', 'malformed', 'not_soap')
    )
      return undefined;
    throw error;
  }
}

interface Steps {
  /** One question with its own deadline. */
  run<T>(deadlineMs: number, work: (deadline: ContactDeadline) => Promise<T>): Promise<T>;
  /** The last one, which also works after an abort and never fails. */
  goodbye(work: () => Promise<unknown>): Promise<void>;
}

/** The session outlives its first deadline: it is given one that stands for whichever is current. */
function createSteps(context: ContactContext): Steps {
  let current: ContactDeadline | undefined;
  const standing: ContactDeadline = {
    get signal() {
      return current?.signal ?? AbortSignal.abort();
    },
    remainingMs: () => current?.remainingMs() ?? 0,
  };
  const within = <T>(signal: AbortSignal, deadlineMs: number, work: (deadline: ContactDeadline) => Promise<T>): Promise<T> =>
    withContactDeadline({ signal, deadlineMs }, (deadline) => {
      current = deadline;
      return work(standing);
    });
  return {
    run: (deadlineMs, work) => within(context.signal, deadlineMs, work),
    async goodbye(work) {
      await within(new AbortController().signal, GOODBYE_MS, work).catch(() => undefined);
    },
  };
}
