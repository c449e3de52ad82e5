import { createContext, useContext } from 'react';
import type { LiveState } from './event-socket.ts';

/** State of the connection for live changes, and what hangs on no single answer. */
export interface LiveStatus {
  readonly state: LiveState;
  /** Grows whenever a camera changed: the map's tiles hang on it. */
  readonly cameraRevision: number;
  /** Grows whenever an incident came, or may have during a break: what is logged as a look is offered anew then, not asked for. */
  readonly incidentRevision: number;
}

export const LiveContext = createContext<LiveStatus>({ state: 'connecting', cameraRevision: 0, incidentRevision: 0 });

/** The connection for live changes, as the page sees it. */
export function useLive(): LiveStatus {
  return useContext(LiveContext);
}
