import type { ReactElement } from 'react';
import { maskBoxes } from '../../domain/mask-boxes.ts';
import { isWholeMask, type Corner } from './mask-drawing.ts';
import styles from './masks.module.css';

interface MaskShapesProps {
  /** Masks that hold. */
  readonly held: readonly (readonly Corner[])[];
  /** The one that is being drawn. */
  readonly drawn: readonly Corner[];
  /** Shows what will be black instead of the drawn line. */
  readonly isPreview: boolean;
}

const pointsOf = (corners: readonly Corner[]): string => corners.map(([x, y]) => `${x},${y}`).join(' ');

/** Masks over the picture, numbered as in the list below it. What is black here is what will be black in whatever people are shown: the same boxes. */
export function MaskShapes({ held, drawn, isPreview }: MaskShapesProps): ReactElement {
  return (
    <>
      <svg className={styles.shapes} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        {held.map((corners, nth) => (
          <Blackened key={nth} corners={corners} />
        ))}
        {isPreview && isWholeMask(drawn) ? <Blackened corners={drawn} /> : <polygon className={styles.drawn} points={pointsOf(drawn)} />}
      </svg>
      {held.map((corners, nth) => (
        <span key={nth} className={styles.number} style={placeOf(corners)} aria-hidden="true">
          {nth + 1}
        </span>
      ))}
    </>
  );
}

/** The middle of a mask, for its number. */
function placeOf(corners: readonly Corner[]): { readonly left: string; readonly top: string } {
  const middle = (axis: 0 | 1): string => `${(100 * corners.reduce((sum, corner) => sum + corner[axis], 0)) / corners.length}%`;
  return { left: middle(0), top: middle(1) };
}

function Blackened({ corners }: { readonly corners: readonly Corner[] }): ReactElement {
  return (
    <g className={styles.black}>
      {maskBoxes(corners).map(([left, top, right, bottom]) => (
        <rect key={top} x={left} y={top} width={right - left} height={bottom - top} shapeRendering="crispEdges" />
      ))}
    </g>
  );
}
