import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { CameraCheck } from '../cameras/camera-check.tsx';
import { CameraPicture } from '../cameras/camera-picture.tsx';
import { useAdviceText } from '../cameras/use-advice-text.ts';
import type { useSendSignPhoto } from '../cameras/use-send-sign-photo.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { ProblemView } from '../ui/problem-view.tsx';

interface RegisteredHereProps {
  readonly camera: Camera;
  readonly sendingPhoto: ReturnType<typeof useSendSignPhoto>;
  readonly onAnother: () => void;
}

/** What there is once it is registered: whether the sign's photograph arrived, and a test picture while somebody still stands beneath the camera. */
export function RegisteredHere({ camera, sendingPhoto, onAnother }: RegisteredHereProps): ReactElement {
  const { t } = useTranslation();
  const { advice } = useAdviceText()(camera);
  const isDialled = camera.source.kind !== 'registered';
  return (
    <PageFrame title={t('here.done', { name: camera.name })}>
      <Alert color={camera.state === 'draft' ? 'orange' : 'green'} title={t('here.doneTitle')}>
        {camera.state === 'draft' && <Text>{advice}</Text>}
        <div role="status">
          {sendingPhoto.isPending && <Text>{t('here.photoSending')}</Text>}
          {sendingPhoto.data?.state === 'sent' && <Text>{t('here.photoSent')}</Text>}
        </div>
        <WaitingMark recordId={camera.id} />
        {!isDialled && <Text>{t('here.notDialled')}</Text>}
      </Alert>
      {sendingPhoto.error !== null && <ProblemView error={sendingPhoto.error} onRetry={() => sendingPhoto.mutate(sendingPhoto.variables)} />}
      {isDialled && <CameraPicture camera={camera} />}
      {isDialled && <CameraCheck cameraId={camera.id} />}
      <Group gap="xs">
        <LinkButton to="/cameras/$cameraId" params={{ cameraId: camera.id }}>
          {t('here.open')}
        </LinkButton>
        <Button variant="default" onClick={onAnother}>
          {t('here.another')}
        </Button>
      </Group>
    </PageFrame>
  );
}
