import { useEffect, useRef, useState } from 'react';
import { AVERAGED_READINGS, headingDeg, meanBearingDeg, type OrientationReading } from './compass-heading.ts';

/** What the compass of the device says. */
export interface CompassHeading {
  /** `silent`: it was listened to and says nothing, as on devices without one. */
  readonly state: 'off' | 'waiting' | 'reading' | 'refused' | 'silent';
  /** Degrees from magnetic north, averaged; null while there is none. */
  readonly bearingDeg: number | null;
  /** Must be called by a press of a button: iPhones ask for permission only then. */
  start(): Promise<void>;
  stop(): void;
}

const SILENCE_MS = 4000;
/** Sensors speak sixty times a second: an old telephone has better things to do. */
const EVERY_MS = 200;
const EVENTS = ['deviceorientationabsolute', 'deviceorientation'] as const;

interface AskingOrientation {
  readonly requestPermission?: () => Promise<'granted' | 'denied'>;
}

/** Reads the compass while it is on. */
export function useCompassHeading(): CompassHeading {
  const [state, setState] = useState<CompassHeading['state']>('off');
  const [bearings, setBearings] = useState<readonly number[]>([]);
  // some compasses need longer than our patience: what comes late is taken
  const isOn = state === 'waiting' || state === 'reading' || state === 'silent';
  useListening(isOn, (bearing) => {
    setState('reading');
    setBearings((known) => [...known.slice(1 - AVERAGED_READINGS), bearing]);
  });
  useEffect(() => {
    if (state !== 'waiting') return;
    const timer = setTimeout(() => setState('silent'), SILENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    bearingDeg: state === 'reading' ? meanBearingDeg(bearings) : null,
    start: async () => {
      setBearings([]);
      setState((await isPermitted()) ? 'waiting' : 'refused');
    },
    stop: () => setState('off'),
  };
}

async function isPermitted(): Promise<boolean> {
  const { requestPermission } = (globalThis.DeviceOrientationEvent ?? {}) as AskingOrientation;
  if (requestPermission === undefined) return true;
  // it rejects when no button was pressed
  return (await requestPermission().catch(() => 'denied' as const)) === 'granted';
}

function useListening(isOn: boolean, onBearing: (bearingDeg: number) => void): void {
  const latest = useRef(onBearing);
  useEffect(() => {
    latest.current = onBearing;
  });
  useEffect(() => {
    if (!isOn) return;
    let lastMs = -EVERY_MS;
    const hear = (event: Event): void => {
      const bearing = headingDeg(event as Event & OrientationReading, screen.orientation?.angle ?? 0);
      if (bearing === null || event.timeStamp - lastMs < EVERY_MS) return;
      lastMs = event.timeStamp;
      latest.current(bearing);
    };
    for (const name of EVENTS) window.addEventListener(name, hear);
    return () => {
      for (const name of EVENTS) window.removeEventListener(name, hear);
    };
  }, [isOn]);
}
