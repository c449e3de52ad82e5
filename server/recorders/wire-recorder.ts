import type { z } from 'zod';
import type { recorderOut } from '../../domain/wire/recorder-wire.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { RecorderRow } from '../../db/repositories/recorder-repository.ts';

type WireRecorder = z.output<typeof recorderOut>;

function wireSource({ kind, url, transport, channelUrlTemplate, hasCredentials }: RecorderRow): WireRecorder['source'] {
  switch (kind) {
    case 'rtsp':
      return { kind, url: url!, transport: transport ?? 'tcp', channelUrlTemplate: channelUrlTemplate!, hasCredentials };
    case 'onvif':
      return { kind, url: url!, hasCredentials };
    case 'registered':
      return { kind };
  }
}

/** A recorder as the API returns it: never its user name or password. */
export function wireRecorder(row: RecorderRow): WireRecorder {
  const { id, name, unitId, unitName, siteName, ownerId, ownerName, reachable, lastProblem, clock } = row;
  return {
    ...{ id, name, unitId, unitName, siteName, ownerId, ownerName, reachable, lastProblem },
    source: wireSource(row),
    lastContactAt: row.lastContactAtMs === null ? null : toIso(row.lastContactAtMs),
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, method: clock.method, readAt: toIso(clock.readAtMs) },
    channels: [...(row.channels ?? [])],
    createdAt: toIso(row.createdAtMs),
  };
}
