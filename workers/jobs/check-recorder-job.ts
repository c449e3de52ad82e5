import type { Database } from '../../db/database.ts';
import { listChannelTargets, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { ProbeResult } from '../../domain/camera-contact.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { CAMERA_GONE } from '../checks/camera-gone.ts';
import { ONLY_DRAFTS } from '../checks/only-drafts.ts';
import type { CheckReporter } from '../checks/check-reporter.ts';
import type { CameraContacts, ContactResult } from '../contacts/camera-contacts.ts';
import { contactObservation } from '../contacts/contact-observation.ts';
import { failureReach } from '../contacts/recorder-failure.ts';
import type { HealthRecorder } from '../health/health-recorder.ts';
import { measurePicture, type MeasuredPicture } from '../snapshots/measured-picture.ts';
import { pictureObservation } from '../snapshots/picture-observation.ts';

interface Parts {
  readonly database: Database;
  readonly contacts: CameraContacts;
  readonly health: HealthRecorder;
  readonly checks: CheckReporter;
}

/** What a test showed of one channel. */
interface TestedChannel {
  readonly target: ContactTarget;
  readonly probe: ContactResult<ProbeResult>;
  readonly picture?: ContactResult<MeasuredPicture>;
}

/**
 * Tests a recorder for a person: what it is, its clock, and whether each channel gives a picture. Pictures are measured and thrown away. A recorder that is gone or
 * refuses the password is not asked again for each channel: a second wrong password may lock the account. What the channels before had shown by then counts; the rest get the recorder's failure.
 */
export function createCheckRecorderJob({ database, contacts, health, checks }: Parts): JobHandler<'check-recorder'> {
  return (job) =>
    checks.run(job, async ({ recorderId }, progress) => {
      if (recorderId === null) return { error: CAMERA_GONE };
      const targets = await listChannelTargets(database, recorderId);
      if (targets.length === 0) return { error: ONLY_DRAFTS };
      const tested: TestedChannel[] = [];
      for (const target of targets) {
        const channel = await testChannel(contacts, target, job.signal);
        tested.push(channel);
        if (isRecorderGone(channel)) break;
        await progress(0.1 + (0.8 * tested.length) / targets.length);
      }
      await record(health, targets, tested);
      return { result: checkResult(targets, tested) };
    });
}

async function testChannel(contacts: CameraContacts, target: ContactTarget, signal: AbortSignal): Promise<TestedChannel> {
  const probe = throwOwnFailure(await contacts.probe(target, signal));
  if (!probe.ok) return { target, probe };
  return { target, probe, picture: throwOwnFailure(await measurePicture(await contacts.picture(target, signal))) };
}

function throwOwnFailure<T>(result: ContactResult<T>): ContactResult<T> {
  if (!result.ok && !result.failure.isAboutCamera) throw result.failure.error;
  return result;
}

function isRecorderGone({ probe }: TestedChannel): boolean {
  return !probe.ok && failureReach(probe.failure) === 'recorder';
}

async function record(health: HealthRecorder, targets: readonly ContactTarget[], tested: readonly TestedChannel[]): Promise<void> {
  const last = tested.at(-1)!;
  const { recorderId } = last.target;
  const shown = isRecorderGone(last) ? tested.slice(0, -1) : tested;
  const ofEach = shown.flatMap(({ target, probe, picture }) => [
    contactObservation(target, probe),
    picture && pictureObservation(target.cameraId, picture, recorderId),
  ]);
  // the failure is that of all channels that had not shown more
  const ofRest = targets.slice(shown.length).map((target) => contactObservation(target, last.probe, recorderId));
  await health.record([...ofEach, ...ofRest].filter((observation) => observation !== undefined));
}

/** The result as the API shows it; `channels` holds all, those that were not tested with what kept us from it. */
function checkResult(targets: readonly ContactTarget[], tested: readonly TestedChannel[]): Readonly<Record<string, unknown>> {
  const answered = tested.find(({ probe }) => probe.ok)?.probe;
  const first = answered?.ok ? answered.value : undefined;
  const last = tested.at(-1)!;
  const untested = targets.slice(tested.length).map((target): TestedChannel => ({ target, probe: last.probe }));
  return {
    reachable: tested.some(({ probe }) => probe.ok || probe.failure.answered),
    clockOffsetMs: first?.clock ? Math.round(readingOffsetMs(first.clock)) : null,
    identity: first?.identity ?? null,
    capabilities: first?.capabilities ?? null,
    channels: [...tested, ...untested].map(({ target, probe, picture }) => ({
      cameraId: target.cameraId,
      snapshotOk: picture?.ok ?? false,
      problems: problemsOf(probe, picture),
    })),
    problems: isRecorderGone(last) && !last.probe.ok ? [last.probe.failure.problem] : (first?.problems ?? []),
  };
}

function problemsOf(probe: ContactResult<ProbeResult>, picture: ContactResult<MeasuredPicture> | undefined) {
  return [...(probe.ok ? [] : [probe.failure.problem]), ...(picture && !picture.ok ? [picture.failure.problem] : [])];
}
