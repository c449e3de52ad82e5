import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useDeferredValue, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraFinder } from '../cameras/camera-finder.tsx';
import { CameraSummary } from '../cameras/camera-summary.tsx';
import { useCameraFilter } from '../cameras/use-camera-filter.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { MapLegend } from './map-legend.tsx';
import styles from './map-page.module.css';

const CameraMap = lazyPart(() => import('./camera-map.tsx'), 'CameraMap');

type View = 'map' | 'list';

/** As in the styles: there is room for both. */
const WIDE = '(min-width: 62em)';

/** `/` of a board, `/map`: the map of all cameras within reach and the list beside it; in narrow windows one of the two, for a board the list first: which camera is dead is what it comes for. */
export function MapPage(): ReactElement {
  const { t } = useTranslation();
  const { role } = useCurrentUser();
  // a board comes to see what is the matter with its cameras; where there is room, both are shown
  const [view, setView] = useState<View>(role === 'board' ? 'list' : 'map');
  const hasMap = useMapWanted(view);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const { filter, change } = useCameraFilter();
  // after the list, in a task of its own: together they would keep the reader waiting
  const stateOnMap = useDeferredValue(filter.state);
  return (
    <div className={styles.page} data-view={view}>
      <PageHeading title={t(role === 'board' ? 'menu.cameras' : 'map.title')} hidden />
      <SegmentedControl
        className={styles.switch}
        size="md"
        fullWidth
        aria-label={t('map.view')}
        value={view}
        onChange={(value) => setView(value === 'list' ? 'list' : 'map')}
        data={[
          { value: 'map', label: t('map.viewMap') },
          { value: 'list', label: t('map.viewList') },
        ]}
      />
      <div className={styles.list}>
        <CameraFinder
          filter={filter}
          onFilter={change}
          onLocate={(cameraId) => {
            setSelectedId(cameraId);
            setView('map');
          }}
        />
      </div>
      <div className={styles.map}>
        <Suspense fallback={<LoadingView />}>{hasMap && <CameraMap state={stateOnMap} selectedId={selectedId} onSelect={setSelectedId} />}</Suspense>
        <MapLegend />
        {selectedId !== null && <CameraSummary cameraId={selectedId} onClose={() => setSelectedId(null)} />}
      </div>
    </div>
  );
}

/** Whether the map is in sight, or was: its code and tiles are more than all else here together, and where it stood is not forgotten. */
function useMapWanted(view: View): boolean {
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const isShown = isWide || view === 'map';
  const [wasShown, setWasShown] = useState(isShown);
  if (isShown && !wasShown) setWasShown(true);
  return wasShown || isShown;
}
