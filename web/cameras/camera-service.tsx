import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import type { Camera } from '../api/api-types.ts';
import { patchCamera, retireCamera } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { camerasPathOf } from '../routing/home-path.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { RetireButton } from '../ui/retire-button.tsx';
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
        {may('camera.retire') && <RetireCamera camera={camera} />}
      </Group>
      {maintenance.error && <ProblemView error={maintenance.error} />}
    </SectionCard>
  );
}

function RetireCamera({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { role } = useCurrentUser();
  return (
    <RetireButton
      label={t('service.retire')}
      name={camera.name}
      text={t('service.retireText')}
      retire={() => retireCamera(camera.id)}
      onRetired={async () => {
        await navigate({ to: camerasPathOf(role) });
        client.removeQueries({ queryKey: queryKeys.camera(camera.id) });
        await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
      }}
    />
  );
}
