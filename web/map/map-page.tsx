import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraFinder } from '../cameras/camera-finder.tsx';
import { CameraSummary } from '../cameras/camera-summary.tsx';
import { useCameraFilter } from '../cameras/use-camera-filter.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { MapLegend } from './map-legend.tsx';
import styles from './map-page.module.css';

const CameraMap = lazy(async () => ({ default: (await import('./camera-map.tsx')).CameraMap }));

type View = 'map' | 'list';

/** `/`: the map of all cameras within reach and the list beside it; in narrow windows one of the two. */
export function MapPage(): ReactElement {
  const { t } = useTranslation();
  // a board comes to see what is the matter with its cameras; where there is room, both are shown
  const [view, setView] = useState<View>(useCurrentUser().role === 'board' ? 'list' : 'map');
  const isNarrow = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const { filter, change } = useCameraFilter();
  return (
    <div className={styles.page} data-view={view}>
      <PageHeading title={t('map.title')} hidden />
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
      {(!isNarrow || view === 'map') && (
        <div className={styles.map}>
          <Suspense fallback={<LoadingView />}>
            <CameraMap state={filter.state} selectedId={selectedId} onSelect={setSelectedId} />
          </Suspense>
          <MapLegend />
          {selectedId !== null && <CameraSummary cameraId={selectedId} onClose={() => setSelectedId(null)} />}
        </div>
      )}
    </div>
  );
}
