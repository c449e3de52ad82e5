import { Text } from '@mantine/core';
import { Suspense, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FactList } from '../ui/fact-list.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './camera-place.module.css';

const PlacementMap = lazyPart(() => import('../map/placement-map.tsx'), 'PlacementMap');

/** Where the camera hangs and what it sees of the ground. */
export function CameraPlace({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { placement } = camera;
  if (placement === null) {
    return (
      <SectionCard title={t('placement.title')}>
        <Text>{t('placement.none')}</Text>
      </SectionCard>
    );
  }
  const [lonDeg, latDeg] = placement.position.coordinates;
  const panRange = placement.panRangeDeg === null ? t('placement.fullTurn') : `${formats.number(placement.panRangeDeg)}°`;
  return (
    <SectionCard title={t('placement.title')}>
      <div className={styles.map}>
        <Suspense fallback={<LoadingView />}>
          <PlacementMap label={t('placement.mapLabel', { name: camera.name })} placement={placement} state={camera.state} />
        </Suspense>
      </div>
      <FactList
        facts={[
          { name: t('placement.position'), value: `${latDeg.toFixed(6)}, ${lonDeg.toFixed(6)}` },
          { name: t('placement.height'), value: formats.distance(placement.heightM) },
          { name: t('placement.motion'), value: t(`cameraMotion.${placement.motion}`) },
          { name: t('placement.panRange'), value: placement.motion === 'fixed' ? null : panRange },
          { name: t('placement.bearing'), value: `${formats.number(placement.bearingDeg)}°` },
          { name: t('placement.tilt'), value: `${formats.number(placement.tiltDeg)}°` },
          { name: t('placement.hfov'), value: `${formats.number(placement.hfovDeg)}°` },
          { name: t('placement.range'), value: formats.distance(placement.rangeM) },
          { name: t('placement.resolution'), value: `${placement.resolution.width} × ${placement.resolution.height}` },
          { name: t('placement.validFrom'), value: formatInstant(placement.validFrom) },
        ]}
      />
    </SectionCard>
  );
}
