import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { PhotoButtons } from '../photos/photo-buttons.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { useSendSignPhoto } from './use-send-sign-photo.ts';

/** Hands in the photograph of a camera's sign, in place of the one before. */
export function SendSignPhoto({ camera }: { readonly camera: Pick<Camera, 'id' | 'name'> }): ReactElement {
  const { t } = useTranslation();
  const sending = useSendSignPhoto();
  return (
    <>
      {sending.error && <ProblemView error={sending.error} />}
      <PhotoButtons label={t('cameraSign.send')} loading={sending.isPending} onPhoto={(photo) => sending.mutate({ camera, photo })} />
      <span role="status">{sending.data?.state === 'sent' ? t('cameraSign.sent') : ''}</span>
      <WaitingMark recordId={camera.id} only="sign_photo" />
      <Text size="sm" c="dimmed">
        {t('cameraSign.hint')}
      </Text>
    </>
  );
}
