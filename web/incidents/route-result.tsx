import { Text } from '@mantine/core';
import { Suspense, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, RouteAnswer } from '../api/api-types.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { isApiProblem } from '../api/api-problem.ts';
import { useFormats } from '../formats/use-formats.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import styles from './candidate-panel.module.css';
import { RouteCard } from './route-card.tsx';

const RouteMap = lazyPart(() => import('../map/route-map.tsx'), 'RouteMap');

interface RouteResultProps {
  readonly incident: Incident;
  readonly pages: CursorPages<RouteAnswer>;
}

/** The cameras in the order in which they are passed, beside a map of the roads within reach. */
export function RouteResult({ incident, pages }: RouteResultProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (pages.isPending) return <LoadingView />;
  if (pages.isError) {
    const text = isApiProblem(pages.error, 'roads_unknown') ? t('route.roadsUnknown') : undefined;
    return <ProblemView error={pages.error} text={text} onRetry={() => void pages.refetch()} />;
  }
  const first = pages.data.pages[0]!;
  const cameras = pages.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Text role="status">{cameras.length === 0 ? t('route.none') : t('route.count', { count: first.search.cameras })}</Text>
      {first.search.cut && <Text>{t('route.cut', { distance: formats.distance(first.search.completeToM) })}</Text>}
      {first.search.notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
      <div className={styles.columns}>
        <div className={styles.map}>
          <Suspense fallback={<LoadingView />}>
            <RouteMap incident={incident} cameras={cameras} roads={first.roads?.coordinates ?? []} selectedId={chosenId} onSelect={setChosenId} />
          </Suspense>
        </div>
        {cameras.length === 0 ? (
          <EmptyView text={t('route.none')} />
        ) : (
          <ol className={styles.list}>
            {cameras.map((camera, index) => (
              <RouteCard
                key={camera.cameraId}
                camera={camera}
                rank={index + 1}
                selected={camera.cameraId === chosenId}
                onSelect={() => setChosenId(camera.cameraId)}
              />
            ))}
            {pages.hasNextPage && (
              <li>
                <MoreButton pages={pages} fullWidth />
              </li>
            )}
          </ol>
        )}
      </div>
    </>
  );
}
