import type { Database } from '../../db/database.ts';
import { storeCapabilities } from '../../db/repositories/camera-capability-repository.ts';
import { findContactTarget, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { ProbeResult } from '../../domain/camera-contact.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { CAMERA_GONE } from '../checks/camera-gone.ts';
import type { CheckReporter } from '../checks/check-reporter.ts';
import type { CameraContacts, ContactResult } from '../contacts/camera-contacts.ts';
import { contactObservation } from '../contacts/contact-observation.ts';
import type { HealthRecorder } from '../health/health-recorder.ts';
import { measurePicture, type MeasuredPicture } from '../snapshots/measured-picture.ts';
import { pictureObservation } from '../snapshots/picture-observation.ts';

interface Parts {
  readonly database: Database;
  readonly contacts: CameraContacts;
  readonly health: HealthRecorder;
  readonly checks: CheckReporter;
}

/**
 * Tests a camera for a person: what it is, whether it gives a picture, and its clock. The picture is measured and thrown away. Whatever the camera does wrong is
 * part of the result.
 */
export function createCheckCameraJob({ database, contacts, health, checks }: Parts): JobHandler<'check-camera'> {
  return (job) =>
    checks.run(job, async ({ cameraId }, progress) => {
      const target = await findContactTarget(database, cameraId);
      if (!target) return { error: CAMERA_GONE };
      const probe = throwOwnFailure(await contacts.probe(target, job.signal));
      if (probe.ok) await storeCapabilities(database, target, probe.value, probe.endedAtMs);
      await progress(0.5);
      // a camera that is silent or refuses us is not asked twice: the second wrong password may lock the account
      const picture = probe.ok ? throwOwnFailure(await measurePicture(await contacts.picture(target, job.signal))) : undefined;
      await recordCheck(health, target, probe, picture);
      return { result: checkResult(probe, picture) };
    });
}

function throwOwnFailure<T>(result: ContactResult<T>): ContactResult<T> {
  if (!result.ok && !result.failure.isAboutCamera) throw result.failure.error;
  return result;
}

async function recordCheck(
  health: HealthRecorder,
  target: ContactTarget,
  probe: ContactResult<ProbeResult>,
  picture: ContactResult<MeasuredPicture> | undefined,
): Promise<void> {
  const observations = [contactObservation(target, probe), picture && pictureObservation(target.cameraId, picture, target.recorderId)];
  await health.record(observations.filter((observation) => observation !== undefined));
}

/** The result as the API shows it. `reachable` says that the device answered, even if it refused the sign-in. */
function checkResult(probe: ContactResult<ProbeResult>, picture: ContactResult<MeasuredPicture> | undefined): Readonly<Record<string, unknown>> {
  const found = probe.ok ? probe.value : undefined;
  const clock = found?.clock ?? (picture?.ok ? picture.value.captured.clock : undefined);
  return {
    reachable: probe.ok || probe.failure.answered,
    snapshotOk: picture?.ok ?? false,
    clockOffsetMs: clock ? Math.round(readingOffsetMs(clock)) : null,
    identity: found?.identity ?? null,
    capabilities: found?.capabilities ?? null,
    problems: [...(found?.problems ?? []), ...(probe.ok ? [] : [probe.failure.problem]), ...(picture && !picture.ok ? [picture.failure.problem] : [])],
  };
}
