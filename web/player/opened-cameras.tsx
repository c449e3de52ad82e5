import { Alert } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootageRequest, Incident } from '../api/api-types.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { spanOf } from './media-track.ts';
import { PlayerDesk } from './player-desk.tsx';
import { useCaseMedia } from './use-case-media.ts';

interface OpenedCamerasProps {
  readonly incident: Incident;
  /** Own requests that are open, of the chosen cameras; at least one. */
  readonly requests: readonly FootageRequest[];
}

/** Opens the requests, and plays what they open. */
export function OpenedCameras({ incident, requests }: OpenedCamerasProps): ReactElement {
  const { t } = useTranslation();
  const { tracks, isPending, error, isCut, reopen } = useCaseMedia(requests);
  // all begin together; who adds a camera later goes on where the clock stands
  const [isBegun, setIsBegun] = useState(false);
  if (!isBegun && !isPending && tracks.length > 0) setIsBegun(true);
  const occurred = { fromMs: Date.parse(incident.occurredFrom), toMs: Date.parse(incident.occurredTo) };
  const window = spanOf([occurred, ...tracks.flatMap(({ windows }) => windows)])!;
  return (
    <>
      {error !== null && <ProblemView error={error} onRetry={reopen} />}
      {isPending && <LoadingView />}
      {isCut && <Alert color="yellow">{t('player.cut')}</Alert>}
      {isBegun && tracks.length > 0 && <PlayerDesk incident={incident} tracks={tracks} window={window} onReopen={reopen} />}
      <Alert color="gray">{t('watch.logged')}</Alert>
    </>
  );
}
