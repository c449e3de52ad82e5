import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { Camera } from '../api/api-types.ts';
import { ClockSection } from '../clocks/clock-section.tsx';
import { CameraAbsences } from '../faults/camera-absences.tsx';
import { CameraFaults } from '../faults/camera-faults.tsx';
import { useMay } from '../session/session-context.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { CameraCheck } from './camera-check.tsx';
import { CameraDevice } from './camera-device.tsx';
import { CameraConfirmation } from './camera-confirmation.tsx';
import { CameraFacts } from './camera-facts.tsx';
import { CameraFootage } from './camera-footage.tsx';
import { CameraHealth } from './camera-health.tsx';
import styles from './camera-page.module.css';
import { CameraMaskLink } from '../masks/camera-mask-link.tsx';
import { CameraHolds } from './camera-holds.tsx';
import { CameraPulls } from './camera-pulls.tsx';
import { CameraPicture } from './camera-picture.tsx';
import { CameraSign } from './camera-sign.tsx';
import { CameraPlace } from './camera-place.tsx';
import { CameraStateBanner } from './camera-state-banner.tsx';
import { useCamera } from './use-cameras.ts';

/** `/cameras/$cameraId`: everything about one camera that the user may know. */
export function CameraPage(): ReactElement {
  const { t } = useTranslation();
  const { cameraId } = useParams({ from: '/_app/cameras/$cameraId' });
  return (
    <PageOf query={useCamera(cameraId)} pendingTitle={t('cameraPage.title')}>
      {(camera) => <CameraSections key={camera.id} camera={camera} />}
    </PageOf>
  );
}

function CameraSections({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const edit = may('camera.update') && (
    <LinkButton to="/cameras/$cameraId/edit" params={{ cameraId: camera.id }} variant="default">
      {t('cameraPage.edit')}
    </LinkButton>
  );
  return (
    <PageFrame title={camera.name} aside={edit}>
      <p className={styles.place}>
        {camera.siteName} · {camera.unitName}
      </p>
      <CameraStateBanner camera={camera} />
      {may('fault.read') && <CameraFaults cameraId={camera.id} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <CameraPicture camera={camera} />
          {camera.confirmation !== null && <CameraConfirmation camera={camera} confirmation={camera.confirmation} />}
          {may('camera.check') && camera.source.kind !== 'registered' && <CameraCheck cameraId={camera.id} />}
          <CameraFacts camera={camera} />
          {may('mask.read') && <CameraMaskLink cameraId={camera.id} />}
          {(may('sign.read') || may('sign.report')) && <CameraSign camera={camera} />}
        </div>
        <div className={styles.column}>
          {may('camera.health') && <CameraHealth cameraId={camera.id} />}
          {may('camera.health') && camera.source.kind !== 'registered' && <CameraDevice cameraId={camera.id} />}
          {may('clock.read') && <ClockSection owner={{ kind: 'camera', id: camera.id, name: camera.name }} />}
          {may('camera.health') && <CameraAbsences camera={camera} />}
          {may('footage.index') && <CameraFootage cameraId={camera.id} />}
          {may('hold.read') && <CameraHolds cameraId={camera.id} />}
          {may('footage.index') && camera.recording.mode === 'edge' && <CameraPulls cameraId={camera.id} />}
          <CameraPlace camera={camera} />
        </div>
      </div>
    </PageFrame>
  );
}
