import { useEffect, useRef, useState } from 'react';
import type { LonLat } from '../../domain/geojson.ts';

/** Why the device doesn't tell where it is. */
export type PositionFailure = 'refused' | 'unavailable' | 'timeout';

/** Where the reader's own device is: whoever registers a camera often stands under it. */
export interface DevicePosition {
  /** Browsers tell it only to pages served securely. */
  readonly available: boolean;
  readonly isLocating: boolean;
  readonly failure: PositionFailure | null;
  /** Metres within which the device is with 95 % certainty, by its own account; null before the first position. */
  readonly accuracyM: number | null;
  locate(): void;
  /** Keeps what was found: whoever moves the place by hand knows better than the next position. */
  stop(): void;
}

/** The first position is often that of the mobile network; satellites take some seconds more. */
const DEADLINE_MS = 15_000;
/** Better than this, waiting gains nothing under a pole. */
const GOOD_ENOUGH_M = 10;
const FAILURES: Readonly<Record<number, PositionFailure>> = { 1: 'refused', 2: 'unavailable', 3: 'timeout' };

interface Locating {
  readonly isLocating: boolean;
  readonly failure: PositionFailure | null;
  readonly accuracyM: number | null;
}

/** Asks the device for its position when told to, until it is good enough; each better one goes into `onFound`, and nowhere else. */
export function useDevicePosition(onFound: (position: LonLat) => void): DevicePosition {
  const [state, setState] = useState<Locating>({ isLocating: false, failure: null, accuracyM: null });
  const end = useRef(() => undefined as void);
  useEffect(() => () => end.current(), []);
  const available = window.isSecureContext && 'geolocation' in navigator;
  return { available, ...state, locate, stop: () => end.current() };

  function locate(): void {
    end.current();
    let bestM = Infinity;
    setState({ isLocating: true, failure: null, accuracyM: null });
    const finish = (failure: PositionFailure | null): void => {
      navigator.geolocation.clearWatch(watch);
      clearTimeout(timer);
      end.current = () => undefined;
      setState((known) => ({ ...known, isLocating: false, failure }));
    };
    const watch = navigator.geolocation.watchPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        if (accuracy >= bestM) return;
        bestM = accuracy;
        setState({ isLocating: true, failure: null, accuracyM: accuracy });
        onFound([Number(longitude.toFixed(6)), Number(latitude.toFixed(6))]);
        if (accuracy <= GOOD_ENOUGH_M) finish(null);
      },
      ({ code }) => bestM === Infinity && finish(FAILURES[code] ?? 'unavailable'),
      { enableHighAccuracy: true, timeout: DEADLINE_MS, maximumAge: 0 },
    );
    const timer = setTimeout(() => finish(bestM === Infinity ? 'timeout' : null), DEADLINE_MS);
    end.current = () => finish(null);
  }
}
