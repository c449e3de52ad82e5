import type { z } from 'zod';
import type { cameraOut } from '../../domain/wire/camera-wire.ts';
import { ASSUMED_BITRATE_BPS, storageNeedBytes } from '../../domain/storage-need.ts';
import { publicFacetState } from '../../domain/public-facet-state.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { CameraRow } from '../../db/repositories/camera-repository.ts';

type WireCamera = z.output<typeof cameraOut>;

function wireSource(row: CameraRow): WireCamera['source'] {
  switch (row.sourceKind) {
    case 'rtsp':
      return { kind: 'rtsp', url: row.url!, transport: row.transport ?? 'tcp', hasCredentials: row.hasCredentials };
    case 'onvif':
      return { kind: 'onvif', url: row.url!, hasCredentials: row.hasCredentials };
    case 'simulated':
      return { kind: 'simulated', seed: row.seed!, faults: row.faults ?? {} };
    case 'registered':
      return { kind: 'registered' };
  }
}

/** Why a camera that nobody can dial needs its board; null while its confirmation is fresh and good. */
function confirmationProblem(row: CameraRow): WireCamera['lastProblem'] {
  if (row.sourceKind !== 'registered') return null;
  if (row.isConfirmationDue)
    return {
      code: 'confirmation_due',
      message: 'Nobody has confirmed for a month that this camera is still there and films. Its board has to look and confirm it.',
    };
  if (row.stillThere === false) return { code: 'not_there', message: 'The board says that this camera is gone. Take it out of service.' };
  return row.stillFilms === false
    ? { code: 'not_filming', message: 'The board says that this camera does not film. Have it repaired and confirm it again.' }
    : null;
}

function wireConfirmation(row: CameraRow): WireCamera['confirmation'] {
  if (row.confirmationDueAtMs === null) return null;
  const { stillThere, stillFilms, holder, whereToAsk, keepsHours } = row;
  return {
    confirmedAt: row.confirmedAtMs === null ? null : toIso(row.confirmedAtMs),
    dueAt: toIso(row.confirmationDueAtMs),
    due: row.isConfirmationDue,
    stillThere,
    stillFilms,
    handIn: holder === null ? null : { holder, whereToAsk, keepsHours },
  };
}

function wirePlacement(row: CameraRow): WireCamera['placement'] {
  if (row.placementId === null) return null;
  return {
    id: row.placementId,
    position: { type: 'Point', coordinates: [row.lon, row.lat] },
    heightM: row.heightM,
    bearingDeg: row.bearingDeg,
    tiltDeg: row.tiltDeg,
    hfovDeg: row.hfovDeg,
    rangeM: row.rangeM,
    resolution: { width: row.widthPx, height: row.heightPx },
    validFrom: toIso(row.validFromMs),
    validTo: row.validToMs === null ? null : toIso(row.validToMs),
    recordedAt: toIso(row.placementRecordedAtMs),
    motion: row.motion,
    panRangeDeg: row.panRangeDeg,
    coverage: row.coverage as never,
    coverageState: { basis: row.coverageBasis, version: row.coverageVersion, computedAt: toIso(row.coverageComputedAtMs) },
  };
}

function wireRecording(row: CameraRow): WireCamera['recording'] {
  const isRecorded = row.recordingMode === 'continuous';
  const plan = { cameraCount: isRecorded ? 1 : 0, bitrateBps: ASSUMED_BITRATE_BPS, retentionHours: row.retentionHours };
  return { mode: row.recordingMode, retentionHours: row.retentionHours, estimatedBytes: storageNeedBytes(plan) };
}

/** A camera as the API returns it: never its user name or password. */
export function wireCamera(row: CameraRow): WireCamera {
  return {
    id: row.id,
    name: row.name,
    unitId: row.unitId,
    unitName: row.unitName,
    siteName: row.siteName,
    ownerId: row.ownerId,
    ownerName: row.ownerName,
    state: row.state,
    facets: { reachable: row.reachable, picture: row.picture, recording: publicFacetState('recording', row.recordingState), clock: row.clock },
    lastContactAt: row.lastContactAtMs === null ? null : toIso(row.lastContactAtMs),
    lastProblem: confirmationProblem(row) ?? row.lastProblem,
    clockOffsetMs: row.clockOffsetMs,
    purpose: row.purpose,
    notice: row.postedOn === null ? null : { postedAt: row.postedOn },
    placement: wirePlacement(row),
    source: wireSource(row),
    recorder: row.recorderId === null ? null : { id: row.recorderId, name: row.recorderName ?? '', channel: row.recorderChannel, down: row.isRecorderDown },
    confirmation: wireConfirmation(row),
    snapshotEverySeconds: row.snapshotEveryS,
    recording: wireRecording(row),
    warnings: row.warnings.map(({ code, message, cameraIds }) => ({ code, message, ...(cameraIds === undefined ? {} : { cameraIds }) })),
    createdAt: toIso(row.createdAtMs),
  };
}
