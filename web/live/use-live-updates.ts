import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { API_BASE } from '../api/http-client.ts';
import { noteReach } from '../api/reach.ts';
import { queryKeys } from '../api/query-keys.ts';
import { createEventSocket, EVENT_TOPICS } from './event-socket.ts';
import { createKeyBatch } from './key-batch.ts';
import type { LiveStatus } from './live-context.ts';
import { CATCH_UP_KEYS, slowlyStaleKeysOf, staleKeysOf } from './stale-keys.ts';

const GATHER_MS = 1000;
const GATHER_SLOWLY_MS = 60_000;

/** Keeps what is on screen fresh for as long as the calling part of the page is there; returns how the connection stands. */
export function useLiveUpdates(): LiveStatus {
  const client = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>({ state: 'connecting', cameraRevision: 0, incidentRevision: 0 });
  // before any part of the page that is drawn below asks for something
  const [askedFromMs] = useState(() => Date.now());
  useEffect(() => {
    const batch = createKeyBatch(GATHER_MS, (keys) => {
      for (const queryKey of keys) void client.invalidateQueries({ queryKey });
      if (keys.includes(queryKeys.cameraLists)) setStatus((now) => ({ ...now, cameraRevision: now.cameraRevision + 1 }));
    });
    const slowly = createKeyBatch(GATHER_SLOWLY_MS, (keys) => {
      for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    });
    const noteNewIncident = (): void => setStatus((now) => ({ ...now, incidentRevision: now.incidentRevision + 1 }));
    const socket = createEventSocket({
      connect: () => new WebSocket(eventsUrl()),
      topics: EVENT_TOPICS,
      askedFromMs,
      onEvent: (event) => {
        // a bell waits for no batch
        if (event.topic === 'alarms') void client.invalidateQueries({ queryKey: queryKeys.alarms });
        else batch.add(staleKeysOf(event));
        slowly.add(slowlyStaleKeysOf(event));
        if (event.topic === 'incidents' && event.type === 'created') noteNewIncident();
      },
      onCatchUp: () => {
        batch.add(CATCH_UP_KEYS);
        noteNewIncident();
      },
      onState: (state) => {
        setStatus((now) => ({ ...now, state }));
        if (state === 'live') noteReach(true);
        // a session that ended closes the connection as well: ask, rather than try for ever
        if (state === 'lost') batch.add([queryKeys.session]);
      },
    });
    window.addEventListener('online', socket.renew);
    return () => {
      window.removeEventListener('online', socket.renew);
      socket.close();
      batch.cancel();
      slowly.cancel();
    };
  }, [client, askedFromMs]);
  return status;
}

function eventsUrl(): string {
  return `${window.location.origin.replace(/^http/, 'ws')}${API_BASE}/events`;
}
