import { useRef, useState, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../api/api-types.ts';
import { snapshotImageUrl } from '../api/camera-api.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { MaskCorner } from './mask-corner.tsx';
import { cornerAt, rectangleOf, withCornerAdded, withCornerMoved, withCornerRemoved, withCorners, type Corner, type MaskDrawing } from './mask-drawing.ts';
import { MaskShapes } from './mask-shapes.tsx';
import styles from './masks.module.css';

/** How a pointer draws. */
export type DrawingWay = 'rectangle' | 'polygon';

/** What the masks are drawn on: the board's own picture, or without one an empty frame of the camera's proportions. */
export interface MaskGround {
  readonly snapshot: Snapshot | null;
  readonly width: number;
  readonly height: number;
}

interface MaskCanvasProps {
  readonly ground: MaskGround;
  readonly held: readonly (readonly Corner[])[];
  readonly drawing: MaskDrawing;
  readonly way: DrawingWay;
  readonly isPreview: boolean;
  /** Takes what came before: several events may come before the next drawing on screen. */
  readonly onDraw: (step: (before: MaskDrawing) => MaskDrawing) => void;
  readonly onCornerRemoved: (index: number) => void;
}

/** A pointer that moved less than this (in parts of the picture) pulled up no rectangle. */
const LEAST_PULL = 0.01;

/** The picture on which a mask is drawn: by pulling up a rectangle or setting corners, which are then moved. */
export function MaskCanvas({ ground, held, drawing, way, isPreview, onDraw, onCornerRemoved }: MaskCanvasProps): ReactElement {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  /** What is drawn of a pull. Where it ends, the event itself tells: on a busy telephone the last one that was drawn lies behind the finger. */
  const [pull, setPull] = useState<readonly [from: Corner, to: Corner] | null>(null);
  const begun = useRef<Corner>(null);
  const pointIn = (event: { readonly clientX: number; readonly clientY: number }): Corner | null => frame.current && shareOf(frame.current, event);
  function begin(event: PointerEvent<HTMLDivElement>): void {
    const point = pointIn(event);
    if (way !== 'rectangle' || point === null || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    begun.current = point;
    setPull([point, point]);
  }
  function move(event: PointerEvent<HTMLDivElement>): void {
    const [from, to] = [begun.current, pointIn(event)];
    if (from !== null && to !== null) setPull([from, to]);
  }
  function end(to: Corner | null): void {
    const from = begun.current;
    begun.current = null;
    setPull(null);
    if (from !== null && to !== null && isPull([from, to])) onDraw((before) => withCorners(before, rectangleOf(from, to)));
  }
  return (
    <GroundFrame key={ground.snapshot?.id} ground={ground} emptyText={t('masks.noGround')}>
      <div
        ref={frame}
        className={styles.field}
        data-way={way}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={(event) => end(pointIn(event))}
        onPointerCancel={() => end(null)}
        onClick={(event) => {
          const point = pointIn(event);
          if (way === 'polygon' && point !== null) onDraw((before) => withCornerAdded(before, point));
        }}
      >
        <MaskShapes held={held} drawn={pull === null ? drawing.corners : rectangleOf(...pull)} isPreview={isPreview} />
        {drawing.corners.map((corner, index) => (
          <MaskCorner
            key={index}
            index={index}
            corner={corner}
            pointIn={pointIn}
            onMove={([x, y]) => onDraw((before) => withCornerMoved(before, index, cornerAt(x, y)))}
            onRemove={() => {
              onDraw((before) => withCornerRemoved(before, index));
              onCornerRemoved(index);
            }}
          />
        ))}
      </div>
    </GroundFrame>
  );
}

/** The picture itself, with what lies over it. */
export function GroundFrame({
  ground: { snapshot, width, height },
  emptyText,
  children,
}: {
  readonly ground: MaskGround;
  /** Why there is no picture. */
  readonly emptyText?: string;
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const at = snapshot === null ? '' : formatInstantSeconds(snapshot.takenAt);
  return (
    <figure className={styles.figure}>
      <div className={styles.frame}>
        {snapshot === null || broken ? (
          <div className={styles.empty} style={{ aspectRatio: `${width} / ${height}` }} />
        ) : (
          <img
            className={styles.image}
            src={snapshotImageUrl(snapshot.id)}
            alt={t('masks.picture', { at })}
            width={width}
            height={height}
            draggable={false}
            onError={() => setBroken(true)}
          />
        )}
        {children}
      </div>
      <figcaption>{snapshot === null ? emptyText : t('picture.takenAt', { at })}</figcaption>
      {broken && <Text c="red.9">{t('picture.broken')}</Text>}
    </figure>
  );
}

function isPull([[x1, y1], [x2, y2]]: readonly [Corner, Corner]): boolean {
  return Math.abs(x1 - x2) > LEAST_PULL && Math.abs(y1 - y2) > LEAST_PULL;
}

function shareOf(field: HTMLElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Corner {
  const { left, top, width, height } = field.getBoundingClientRect();
  return cornerAt((clientX - left) / width, (clientY - top) / height);
}
