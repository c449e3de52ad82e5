import type { z } from 'zod';
import type { CapabilityRow } from '../../db/repositories/camera-capability-repository.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { capabilitiesOut } from '../../domain/wire/capability-wire.ts';

const instantOrNull = (epochMs: number | null): string | null => (epochMs === null || !Number.isFinite(epochMs) ? null : toIso(epochMs));

/**
 * A camera's capability snapshot as the API shows it; what the camera never told is null, false or empty. When something last moved is told to the owner alone: asked
 * every minute it would be a record of who comes and goes.
 */
export function wireCapabilities(cameraId: string, row: CapabilityRow, { isOwner }: { readonly isOwner: boolean }): z.input<typeof capabilitiesOut> {
  const { identity, capabilities } = row;
  return {
    cameraId,
    seenAt: instantOrNull(row.seenAtMs),
    nextLookAt: instantOrNull(row.nextLookAtMs),
    identity: {
      manufacturer: identity.manufacturer ?? null,
      model: identity.model ?? null,
      firmware: identity.firmware ?? null,
      serialNumber: identity.serialNumber ?? null,
      hardwareId: identity.hardwareId ?? null,
    },
    firmwareChange: row.firmwareChangedAtMs === null ? null : { before: row.firmwareBefore ?? '', at: toIso(row.firmwareChangedAtMs) },
    profiles: (capabilities.profiles ?? []).map(({ services, ...profile }) => ({ ...profile, ...(services && { services: [...services] }) })),
    services: (capabilities.services ?? []).map(({ namespace, version }) => ({ namespace, version: version ?? null })),
    media1: capabilities.media1 ?? false,
    media2: capabilities.media2 ?? false,
    snapshotByHttp: capabilities.snapshotByHttp ?? false,
    streamable: capabilities.streamable ?? false,
    clockReadable: capabilities.clockReadable ?? false,
    signIn: capabilities.signIn ?? null,
    securePort: capabilities.securePort ?? null,
    edgeStorage: capabilities.edgeStorage ?? { recording: false, search: false, replay: false },
    events: {
      offered: capabilities.events ?? false,
      listening: row.listening,
      lastMotionAt: isOwner ? instantOrNull(row.lastMotionAtMs) : null,
      lastTamperAt: instantOrNull(row.lastTamperAtMs),
      lastTamperKind: row.lastTamperKind,
    },
  };
}
