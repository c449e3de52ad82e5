import { createContext, useContext } from 'react';
import type { LiveState } from './event-socket.ts';

/** State of the connection for live changes, and a number that grows whenever a camera changed (the map's tiles hang on it). */
export interface LiveStatus {
  readonly state: LiveState;
  readonly cameraRevision: number;
}

export const LiveContext = createContext<LiveStatus>({ state: 'connecting', cameraRevision: 0 });

/** The connection for live changes, as the page sees it. */
export function useLive(): LiveStatus {
  return useContext(LiveContext);
}
