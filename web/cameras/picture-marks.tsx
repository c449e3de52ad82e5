import { type PointerEvent, type ReactElement, type RefObject, useRef, useState } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PicturePoint } from '../../domain/landmarks/landmark.ts';
import type { Snapshot } from '../api/api-types.ts';
import { snapshotImageUrl } from '../api/camera-api.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { stepsOfKey } from '../map/handle-steps.ts';
import handleStyles from '../map/map-handle.module.css';
import { LANDMARK_NAMES, type LandmarkMarks, type LandmarkName } from './landmark-marks.ts';
import styles from './picture-marks.module.css';

interface PictureMarksProps {
  readonly snapshot: Snapshot;
  readonly marks: LandmarkMarks;
  readonly onMark: (name: LandmarkName, point: PicturePoint) => void;
}

/** Part of the picture that an arrow key moves a mark by. */
const STEP_SHARE = 0.005;

/** The board's own picture with two marks on it: a click puts the one whose turn it is, each is dragged or moved by keys. */
export function PictureMarks({ snapshot, marks, onMark }: PictureMarksProps): ReactElement {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const at = formatInstantSeconds(snapshot.takenAt);
  if (broken) return <Text c="red.9">{t('picture.broken')}</Text>;
  return (
    <figure className={styles.figure}>
      <div ref={frame} className={styles.frame} onClick={(event) => frame.current && onMark(marks.active, pointIn(frame.current, event))}>
        <img
          className={styles.image}
          src={snapshotImageUrl(snapshot.id)}
          alt={t('landmark.picture', { at })}
          width={snapshot.widthPx}
          height={snapshot.heightPx}
          draggable={false}
          onError={() => setBroken(true)}
        />
        {LANDMARK_NAMES.map((name) => (
          <PictureMark key={name} name={name} point={marks.marks[name].inPicture} frame={frame} onMove={(point) => onMark(name, point)} />
        ))}
      </div>
      <figcaption>{t('picture.takenAt', { at })}</figcaption>
    </figure>
  );
}

interface PictureMarkProps {
  readonly name: LandmarkName;
  readonly point: PicturePoint;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly onMove: (point: PicturePoint) => void;
}

function PictureMark({ name, point, frame, onMove }: PictureMarkProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { xShare, yShare } = point;
  return (
    <div
      className={`${handleStyles.handle} ${styles.mark}`}
      style={{ left: `${xShare * 100}%`, top: `${yShare * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={t('landmark.inPicture', { name })}
      aria-valuenow={Math.round(xShare * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={t('landmark.inPictureValue', { across: formats.ratio(xShare), down: formats.ratio(yShare) })}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && frame.current && onMove(pointIn(frame.current, event))}
      onKeyDown={(event) => {
        const steps = stepsOfKey(event);
        if (steps === null) return;
        event.preventDefault();
        onMove({ xShare: xShare + steps.right * STEP_SHARE, yShare: yShare - steps.up * STEP_SHARE });
      }}
    >
      <span className={`${handleStyles.crosshair} ${handleStyles[`landmark${name}`]}`} data-name={name} aria-hidden="true" />
    </div>
  );
}

function pointIn(frame: HTMLElement, { clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>): PicturePoint {
  const { left, top, width, height } = frame.getBoundingClientRect();
  return { xShare: (clientX - left) / width, yShare: (clientY - top) / height };
}
