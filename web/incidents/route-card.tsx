import { Button } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteCamera } from '../api/api-types.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import card from './candidate-card.module.css';
import windows from './candidate-windows.module.css';

interface RouteCardProps {
  readonly camera: RouteCamera;
  /** Its place in the order, from 1; the map has the same number. */
  readonly rank: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One camera that somebody could have passed: how far along the roads, when, and where to look on its own clock. */
export function RouteCard({ camera, rank, selected, onSelect }: RouteCardProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const headingId = useId();
  return (
    <li className={card.card} data-selected={selected} aria-labelledby={headingId}>
      <div className={card.head}>
        <span className={card.rank} aria-hidden="true">
          {rank}
        </span>
        <h3 id={headingId} className={card.name}>
          <Link to="/cameras/$cameraId" params={{ cameraId: camera.cameraId }}>
            {camera.cameraName}
          </Link>
        </h3>
        <span className={card.score}>{formats.distance(camera.distanceM)}</span>
      </div>
      <RouteTimes camera={camera} />
      <details className={card.why}>
        <summary>{t('route.why')}</summary>
        <ul>
          {camera.why.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </details>
      <div className={card.actions}>
        <Button variant={selected ? 'light' : 'default'} size="sm" aria-pressed={selected} onClick={onSelect}>
          {t('candidates.showOnMap')}
        </Button>
      </div>
    </li>
  );
}

function RouteTimes({ camera: { trueWindow, deviceWindow, clock, availability } }: { readonly camera: RouteCamera }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={windows.box}>
      <dl className={windows.windows}>
        <div>
          <dt>{t('route.passing')}</dt>
          <dd>{formatInterval(trueWindow.from, trueWindow.to, true)}</dd>
        </div>
        <div>
          <dt>{t('route.device')}</dt>
          <dd>{formatInterval(deviceWindow.from, deviceWindow.to, true)}</dd>
        </div>
        <div>
          <dt>{t('route.footage')}</dt>
          <dd>{t(`availability.${availability}`)}</dd>
        </div>
      </dl>
      {clock === null && <p className={windows.words}>{t('windows.neverMeasured')}</p>}
    </div>
  );
}
