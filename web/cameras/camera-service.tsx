import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Camera } from '../api/api-types.ts';
import { patchCamera, retireCamera } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** Takes a camera out of service for a while, or for good. */
export function CameraService({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const may = useMay();
  const resting = camera.state === 'maintenance';
  const maintenance = useMutation({
    mutationFn: () => patchCamera(camera.id, { maintenance: !resting }),
    onSuccess: async (changed) => {
      client.setQueryData(queryKeys.camera(camera.id), changed);
      await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
    },
  });
  return (
    <SectionCard title={t('service.title')}>
      <Text>{resting ? t('service.resting') : t('service.maintenanceHint')}</Text>
      <Group>
        <Button variant="default" loading={maintenance.isPending} onClick={() => maintenance.mutate()}>
          {resting ? t('service.endMaintenance') : t('service.startMaintenance')}
        </Button>
        {may('camera.retire') && <RetireButton camera={camera} />}
      </Group>
      {maintenance.error && <ProblemView error={maintenance.error} />}
    </SectionCard>
  );
}

function RetireButton({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const retiring = useRetire(camera.id);
  return (
    <>
      <Button variant="outline" color="red.9" onClick={() => setAsking(true)}>
        {t('service.retire')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('service.retireTitle', { name: camera.name })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <Text>{t('service.retireText')}</Text>
          {retiring.error && <ProblemView error={retiring.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="red.9" loading={retiring.isPending} onClick={() => retiring.mutate()}>
              {t('service.retire')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function useRetire(cameraId: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => retireCamera(cameraId),
    onSuccess: async () => {
      await navigate('/');
      client.removeQueries({ queryKey: queryKeys.camera(cameraId) });
      await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
    },
  });
}
