import { Marker } from '@vis.gl/react-maplibre';
import { type ReactElement, type ReactNode, useRef } from 'react';
import type { LonLat } from '../../domain/geojson.ts';
import styles from './map-handle.module.css';
import { useHandleGestures, type HandleGestures } from './use-handle-gestures.ts';

interface MapHandleProps extends HandleGestures {
  readonly place: LonLat;
  readonly label: string;
  /** The slider's value in figures, and as people say it. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly valueText: string;
  /** What it looks like; decoration. */
  readonly children: ReactNode;
}

/** Something on the map that is dragged, or moved with the arrow keys when it has the focus. */
export function MapHandle({ place, label, value, min, max, valueText, children, ...gestures }: MapHandleProps): ReactElement {
  const handle = useRef<HTMLDivElement>(null);
  useHandleGestures(handle, gestures);
  return (
    <Marker longitude={place[0]} latitude={place[1]} className={styles.marker ?? ''}>
      <div
        ref={handle}
        className={styles.handle}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={valueText}
      >
        {children}
      </div>
    </Marker>
  );
}
