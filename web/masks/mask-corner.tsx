import type { KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { stepsOfKey } from '../map/handle-steps.ts';
import type { Corner } from './mask-drawing.ts';
import styles from './masks.module.css';

interface MaskCornerProps {
  readonly index: number;
  readonly corner: Corner;
  /** Where a pointer is in the picture. */
  readonly pointIn: (event: { readonly clientX: number; readonly clientY: number }) => Corner | null;
  readonly onMove: (corner: Corner) => void;
  readonly onRemove: () => void;
}

/** Part of the picture that an arrow key moves a corner by. */
const STEP_SHARE = 0.005;

/** A corner on the picture: dragged, moved by arrow keys (Shift: ten steps), removed by Delete. */
export function MaskCorner({ index, corner, pointIn, onMove, onRemove }: MaskCornerProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const [x, y] = corner;
  function press(event: KeyboardEvent): void {
    const steps = stepsOfKey(event);
    if (steps !== null) onMove([x + steps.right * STEP_SHARE, y - steps.up * STEP_SHARE]);
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
  }
  return (
    <div
      className={styles.corner}
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
      role="slider"
      tabIndex={0}
      data-corner={index}
      aria-label={t('masks.corner', { nth: index + 1 })}
      aria-valuenow={Math.round(x * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={t('masks.cornerAt', { across: formats.ratio(x), down: formats.ratio(y) })}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const point = pointIn(event);
        if (point !== null) onMove(point);
      }}
      onKeyDown={press}
    >
      <span className={styles.knob} aria-hidden="true">
        {index + 1}
      </span>
    </div>
  );
}
