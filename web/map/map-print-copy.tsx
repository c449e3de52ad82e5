import { useMap } from '@vis.gl/react-maplibre';
import { type ReactElement, useEffect, useRef } from 'react';
import styles from './map-canvas.module.css';

/** The largest drawing on a sheet of A4 within its margins, in CSS pixels. */
const PAPER = { width: 640, height: 450 };
/** A drawing of a telephone's map has no more to show than this. */
const MOST_SCALE = 2;

/** On paper, a drawing of the map as it stood on the screen: what WebGL drew is gone when a browser prints it. */
export function MapPrintCopy(): ReactElement {
  const { current: map } = useMap();
  const copy = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!map) return;
    const draw = () => {
      const [source, target, container] = [map.getCanvas(), copy.current, map.getContainer()];
      const { clientWidth: widthPx, clientHeight: heightPx } = container;
      if (target === null || widthPx === 0 || heightPx === 0) return;
      // a window that has just become another size
      map.resize();
      target.width = source.width;
      target.height = source.height;
      // its pixels are there only within the task that drew them
      map.getMap().redraw();
      target.getContext('2d')?.drawImage(source, 0, 0);
      // what stands on the map (numbers, pins) was placed for its size on the screen: it is printed at that size, and scaled as a whole
      const scale = Math.min(PAPER.width / widthPx, PAPER.height / heightPx, MOST_SCALE);
      const frame = container.parentElement?.style;
      frame?.setProperty('--print-width', `${widthPx}px`);
      frame?.setProperty('--print-height', `${heightPx}px`);
      frame?.setProperty('--print-scale', String(scale));
    };
    window.addEventListener('beforeprint', draw);
    return () => window.removeEventListener('beforeprint', draw);
  }, [map]);
  return <canvas ref={copy} className={styles.printCopy} />;
}
