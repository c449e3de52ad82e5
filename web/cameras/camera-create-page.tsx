import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import type { DiscoveredDevice } from '../api/api-types.ts';
import { ChosenDeviceNotice } from '../discovery/chosen-device-notice.tsx';
import { useChosenDevice } from '../discovery/use-chosen-device.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { emptyCameraDraft, type CameraDraft } from './camera-draft.ts';
import { CameraForm } from './camera-form.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { OtherWays } from './other-ways.tsx';
import { PlacementFields } from './placement-fields.tsx';
import { cameraOfDraft } from './read-camera-draft.ts';
import { RecordingFields } from './recording-fields.tsx';
import { SourceFields } from './source-fields.tsx';
import { useCreateCamera } from './use-create-camera.ts';

/** `/cameras/new`: registers a camera and goes on to its page. */
export function CameraCreatePage(): ReactElement {
  const { t } = useTranslation();
  const { organisation } = useCurrentUser();
  const may = useMay();
  const navigate = useNavigate();
  const creation = useCreateCamera(({ id }) => void navigate({ to: '/cameras/$cameraId', params: { cameraId: id } }));
  const chosen = useChosenDevice();
  if (!may('camera.create')) return <NotAllowedPage />;
  if (chosen.isPending) return <LoadingView />;
  const onlyUnit = organisation.unitIds.length === 1 && organisation.kind === 'board' ? organisation.unitIds[0] : undefined;
  return (
    <PageFrame title={t('cameraForm.createTitle')}>
      <OtherWays />
      <ChosenDeviceNotice chosen={chosen} />
      <CameraForm
        initial={{ ...emptyCameraDraft(onlyUnit), ...foundDraft(chosen.device) }}
        submitLabel={t('cameraForm.create')}
        isSaving={creation.isPending}
        error={creation.error}
        onSubmit={(draft) => {
          const camera = cameraOfDraft(draft);
          if (camera !== null) creation.mutate(camera);
        }}
      >
        <IdentityFields />
        <PlacementFields pictureHint={may('camera.picture') ? t('landmark.afterwards') : undefined} />
        <SourceFields />
        <RecordingFields />
      </CameraForm>
    </PageFrame>
  );
}

/** What is known of a found device goes into the form; its name is one to be replaced by where it hangs. */
function foundDraft(device: DiscoveredDevice | undefined): Partial<CameraDraft> {
  return device === undefined ? {} : { name: device.registration.name, ...device.registration.source };
}
