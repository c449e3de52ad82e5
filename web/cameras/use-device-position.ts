import { useState } from 'react';
import type { LonLat } from '../../domain/geojson.ts';

/** Where the reader's own device is: whoever registers a camera often stands under it. */
export interface DevicePosition {
  /** Browsers tell it only to pages served securely. */
  readonly available: boolean;
  readonly isLocating: boolean;
  readonly failed: boolean;
  readonly locate: () => void;
}

const DEADLINE_MS = 15_000;

/** Asks the device for its position when told to; it goes nowhere but into `onFound`. */
export function useDevicePosition(onFound: (position: LonLat) => void): DevicePosition {
  const [state, setState] = useState<'idle' | 'locating' | 'failed'>('idle');
  const available = window.isSecureContext && 'geolocation' in navigator;
  return { available, isLocating: state === 'locating', failed: state === 'failed', locate };

  function locate(): void {
    setState('locating');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onFound([Number(coords.longitude.toFixed(6)), Number(coords.latitude.toFixed(6))]);
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: DEADLINE_MS, maximumAge: 0 },
    );
  }
}
