import { Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { CameraForm } from '../cameras/camera-form.tsx';
import { emptyCameraDraft } from '../cameras/camera-draft.ts';
import { cameraOfDraft } from '../cameras/read-camera-draft.ts';
import { SourceFields } from '../cameras/source-fields.tsx';
import { useCreateCamera } from '../cameras/use-create-camera.ts';
import { useSendSignPhoto } from '../cameras/use-send-sign-photo.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { HereNames } from './here-names.tsx';
import { HereNotice } from './here-notice.tsx';
import { HerePlace } from './here-place.tsx';
import { RegisteredHere } from './registered-here.tsx';

/** `/cameras/here`: registers a camera standing beneath it, with a telephone: place, direction and sign as the telephone has them, the rest as it mostly is. */
export function RegisterHerePage(): ReactElement {
  const may = useMay();
  const [registered, setRegistered] = useState<Camera | null>(null);
  const sendingPhoto = useSendSignPhoto();
  if (!may('camera.create')) return <NotAllowedPage />;
  if (registered === null) {
    return (
      <HereForm
        onRegistered={(camera, photo) => {
          setRegistered(camera);
          if (photo !== null) sendingPhoto.mutate({ camera, photo });
        }}
      />
    );
  }
  return (
    <RegisteredHere
      camera={registered}
      sendingPhoto={sendingPhoto}
      onAnother={() => {
        sendingPhoto.reset();
        setRegistered(null);
      }}
    />
  );
}

function HereForm({ onRegistered }: { readonly onRegistered: (camera: Camera, photo: Blob | null) => void }): ReactElement {
  const { t } = useTranslation();
  const { organisation } = useCurrentUser();
  const [photo, setPhoto] = useState<Blob | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  const creation = useCreateCamera((camera) => onRegistered(camera, photo));
  const onlyUnit = organisation.unitIds.length === 1 && organisation.kind === 'board' ? organisation.unitIds[0] : undefined;
  return (
    <PageFrame title={t('here.title')}>
      <Text>{t('here.lead')}</Text>
      <CameraForm
        // who knows no address registers it as one that nobody dials, and adds the address later
        initial={{ ...emptyCameraDraft(onlyUnit), kind: 'registered' }}
        submitLabel={t('here.save')}
        isSaving={creation.isPending}
        isWaiting={isDrawing}
        error={creation.error}
        onSubmit={(draft) => {
          const camera = cameraOfDraft(draft);
          if (camera !== null) creation.mutate(camera);
        }}
      >
        <HerePlace />
        <HereNames withUnit={onlyUnit === undefined} />
        <HereNotice photo={photo} onPhoto={setPhoto} onDrawing={setDrawing} />
        <SourceFields />
      </CameraForm>
      <Link to="/cameras/new">{t('here.full')}</Link>
    </PageFrame>
  );
}
