import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { Camera } from '../api/api-types.ts';
import { addPlacement, patchCamera } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { cameraChange, type CameraChange } from './camera-change.ts';
import { cameraDraftOf } from './camera-draft.ts';
import { CameraForm } from './camera-form.tsx';
import { CameraService } from './camera-service.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { PlacementFields } from './placement-fields.tsx';
import { RecordingFields } from './recording-fields.tsx';
import { SourceFields } from './source-fields.tsx';
import { useCamera } from './use-cameras.ts';

/** `/cameras/$cameraId/edit`: changes a camera; where it hangs and points becomes a new placement, the old one stays in its history. */
export function CameraEditPage(): ReactElement {
  const { t } = useTranslation();
  const { cameraId } = useParams({ from: '/_app/cameras/$cameraId/edit' });
  const camera = useCamera(cameraId);
  const may = useMay();
  if (!may('camera.update')) return <NotAllowedPage />;
  return (
    <PageOf query={camera} pendingTitle={t('cameraPage.title')}>
      {(found) =>
        isWithoutAddress(found) ? <NeedsConnection title={t('cameraForm.editTitle', { name: found.name })} /> : <CameraEditor key={found.id} camera={found} />
      }
    </PageOf>
  );
}

/** It is what was kept for the time without connection: the form would take the address for empty. */
function isWithoutAddress({ source }: Camera): boolean {
  return 'url' in source && source.url === '';
}

function NeedsConnection({ title }: { readonly title: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <PageFrame title={title}>
      <Text role="status">{t('offline.needsConnection')}</Text>
    </PageFrame>
  );
}

function CameraEditor({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  // what was there when the form was opened: a live update must neither overwrite what is typed nor count as a change of it
  const [before] = useState(() => cameraDraftOf(camera));
  const saving = useSaveCamera(camera.id);
  const { source, recorder } = camera;
  const may = useMay();
  // its own board alone opens a picture without a grant; of a camera that can't be dialled there is none
  const opensPicture = may('camera.picture') && source.kind !== 'registered';
  return (
    <PageFrame
      title={t('cameraForm.editTitle', { name: camera.name })}
      aside={
        <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }}>
          {t('cameraForm.back')}
        </Link>
      }
    >
      <CameraForm
        initial={before}
        submitLabel={t('cameraForm.save')}
        isSaving={saving.isPending}
        error={saving.error}
        onSubmit={(draft) => saving.mutate(cameraChange(before, draft))}
      >
        <IdentityFields />
        <PlacementFields pictureOf={opensPicture ? camera.id : undefined} />
        {recorder === null ? (
          <SourceFields hasStored={'hasCredentials' in source && source.hasCredentials} />
        ) : (
          <SectionCard title={t('cameraForm.source')}>
            <Text>{t('cameraRecorder.edit')}</Text>
            <Link to="/recorders/$recorderId" params={{ recorderId: recorder.id }}>
              {recorder.name}
            </Link>
          </SectionCard>
        )}
        <RecordingFields />
      </CameraForm>
      <CameraService camera={camera} />
    </PageFrame>
  );
}

function useSaveCamera(cameraId: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: async ({ patch, placement }: CameraChange) => {
      if (patch !== null) await patchCamera(cameraId, patch);
      if (placement !== null) await addPlacement(cameraId, placement, keyOf(placement));
    },
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.camera(cameraId) }), client.invalidateQueries({ queryKey: queryKeys.cameraLists })]);
      await navigate({ to: '/cameras/$cameraId', params: { cameraId } });
    },
  });
}
