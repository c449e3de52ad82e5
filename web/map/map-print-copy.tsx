import { useMap } from '@vis.gl/react-maplibre';
import { type ReactElement, useEffect, useRef } from 'react';
import styles from './map-canvas.module.css';

/** On paper, a drawing of the map as it stood on the screen: what WebGL drew is gone when a browser prints it. */
export function MapPrintCopy(): ReactElement {
  const { current: map } = useMap();
  const copy = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!map) return;
    const draw = () => {
      const [source, target] = [map.getCanvas(), copy.current];
      if (target === null) return;
      target.width = source.width;
      target.height = source.height;
      // its pixels are there only within the task that drew them
      map.getMap().redraw();
      target.getContext('2d')?.drawImage(source, 0, 0);
    };
    window.addEventListener('beforeprint', draw);
    return () => window.removeEventListener('beforeprint', draw);
  }, [map]);
  return <canvas ref={copy} className={styles.printCopy} />;
}
