import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { Alert, Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import type { MediaList } from '../api/api-types.ts';
import { listMedia } from '../api/media-api.ts';
import { formatInstant, formatInterval, formatTimeSeconds } from '../formats/instant-format.ts';
import { FactList } from '../ui/fact-list.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { mediaParts, type MediaPart } from './media-parts.ts';
import { PictureView } from './picture-view.tsx';
import { SegmentVideo } from './segment-video.tsx';
import { useClockText } from './use-clock-text.ts';
import styles from './media.module.css';

type PlayablePart = Exclude<MediaPart, { readonly kind: 'gap' }>;

interface MediaPlayerProps {
  readonly list: MediaList;
  /** Opens the request in this session anew. */
  readonly onReopen: () => void;
}

function idOf(part: PlayablePart): string {
  return part.kind === 'segment' ? part.segment.id : part.picture.id;
}

/** Plays what is chosen, a segment after the other, and lists everything in the order of its time, gaps included. */
export function MediaPlayer({ list, onReopen }: MediaPlayerProps): ReactElement {
  const { t } = useTranslation();
  const { parts, hasMore, loading } = useMoreMedia(list);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const playable = parts.filter((part): part is PlayablePart => part.kind !== 'gap');
  const chosen = playable.find((part) => idOf(part) === chosenId);
  const segments = playable.filter((part) => part.kind === 'segment');
  const next = chosen?.kind === 'segment' ? segments[segments.indexOf(chosen) + 1] : undefined;
  return (
    <>
      <MediaFacts list={list} />
      {chosen === undefined && <p className={styles.empty}>{t(playable.length === 0 ? 'watch.nothing' : 'watch.choose')}</p>}
      {chosen?.kind === 'segment' && (
        <SegmentVideo
          key={chosen.segment.id}
          segment={chosen.segment}
          nextUrl={next?.segment.url}
          onEnded={() => (next === undefined ? undefined : setChosenId(next.segment.id))}
          onReopen={onReopen}
        />
      )}
      {chosen?.kind === 'picture' && <PictureView key={chosen.picture.id} picture={chosen.picture} onReopen={onReopen} />}
      <ol className={styles.parts} aria-label={t('watch.parts')}>
        {parts.map((part) => (
          <li key={part.kind === 'gap' ? part.fromMs : idOf(part)} data-kind={part.kind}>
            <PartEntry part={part} chosenId={chosenId} onChoose={setChosenId} />
          </li>
        ))}
      </ol>
      {loading.isError && <ProblemView error={loading.error} />}
      {hasMore && (
        <Button loading={loading.isPending} onClick={() => loading.mutate()}>
          {t(loading.isError ? 'common.retry' : 'watch.more')}
        </Button>
      )}
    </>
  );
}

/** The parts of the pages so far, and how to get the next; what keeps it from coming is said by `loading`. */
function useMoreMedia(list: MediaList): {
  readonly parts: readonly MediaPart[];
  readonly hasMore: boolean;
  readonly loading: Pick<UseMutationResult<MediaList, Error, void>, 'mutate' | 'isPending' | 'isError' | 'error'>;
} {
  const [pages, setPages] = useState<readonly MediaList[]>([]);
  const all = [list, ...pages];
  const nextCursor = all.at(-1)!.nextCursor;
  const loading = useMutation({
    mutationFn: () => listMedia(list.requestId, nextCursor ?? undefined),
    onSuccess: (page) => setPages((known) => [...known, page]),
  });
  return { parts: all.flatMap(mediaParts), hasMore: nextCursor !== null, loading };
}

function MediaFacts({ list }: { readonly list: MediaList }): ReactElement {
  const { t } = useTranslation();
  const clockText = useClockText();
  return (
    <>
      <FactList
        facts={[
          { name: t('watch.camera'), value: list.camera.name },
          { name: t('watch.case'), value: list.incident.referenceNumber },
          { name: t('watch.window'), value: formatInterval(list.from, list.to, true) },
          { name: t('watch.clock'), value: clockText(list) },
          { name: t('watch.until'), value: formatInstant(list.grant.until) },
        ]}
      />
      <p>
        <Link to="/incidents/$incidentId/watch" params={{ incidentId: list.incident.id }}>
          {t('player.open')}
        </Link>
      </p>
      <Alert color="gray" my="sm">
        {t('watch.logged')}
      </Alert>
    </>
  );
}

interface PartEntryProps {
  readonly part: MediaPart;
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

function PartEntry({ part, chosenId, onChoose }: PartEntryProps): ReactElement {
  const { t } = useTranslation();
  if (part.kind === 'gap')
    return <span className={styles.gap}>{t('watch.gap', { from: formatTimeSeconds(part.fromMs), to: formatTimeSeconds(part.toMs) })}</span>;
  const id = idOf(part);
  const label =
    part.kind === 'segment'
      ? t('watch.segment', { from: formatTimeSeconds(part.segment.from), to: formatTimeSeconds(part.segment.to) })
      : t('watch.picture', { at: formatTimeSeconds(part.picture.takenAt) });
  return (
    <Button size="xs" variant={id === chosenId ? 'filled' : 'default'} aria-pressed={id === chosenId} onClick={() => onChoose(id)}>
      {label}
    </Button>
  );
}
