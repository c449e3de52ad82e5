import { Alert, Button, FileButton, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { readSign, sendSignPhoto, signPhotoUrl } from '../api/sign-api.ts';
import { formatCalendarDay, formatInstant } from '../formats/instant-format.ts';
import type { Sign } from '../api/api-types.ts';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ReportSign } from './report-sign.tsx';

/** The sign that tells people of the camera: since when it hangs, and its photograph, which is fetched only when somebody wants to see it. */
export function CameraSign({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const sign = useQuery({ queryKey: queryKeys.cameraPart(cameraId, 'sign'), queryFn: ({ signal }) => readSign(cameraId, signal), enabled: may('sign.read') });
  if (!may('sign.read')) {
    return (
      <SectionCard title={t('cameraSign.title')}>
        <ReportSign cameraId={cameraId} />
      </SectionCard>
    );
  }
  return (
    <SectionCard title={t('cameraSign.title')}>
      <QueryView query={sign}>
        {(known) => (
          <>
            {known && known.reports.length > 0 && <SignReports reports={known.reports} mayMend={may('camera.update')} />}
            <Text>{known?.postedAt ? t('cameraSign.posted', { day: formatCalendarDay(known.postedAt) }) : t('cameraSign.notPosted')}</Text>
            <Text>{known?.photoAt ? t('cameraSign.photo', { at: formatInstant(known.photoAt), name: known.photoBy ?? '?' }) : t('cameraSign.noPhoto')}</Text>
            {known?.photoAt && <SignPhoto key={known.photoAt} cameraId={cameraId} />}
            {may('camera.update') && known?.postedAt && <SendPhoto cameraId={cameraId} />}
            {may('sign.report') && <ReportSign cameraId={cameraId} />}
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}

function SignReports({ reports, mayMend }: { readonly reports: Sign['reports']; readonly mayMend: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <Alert color="orange" title={t('cameraSign.reportedTitle')}>
      {reports.map(({ kind, reportedAt, reportedBy }) => (
        <Text key={kind} c="dark.9">
          {t(`cameraSign.reported.${kind}`, { name: reportedBy, at: formatInstant(reportedAt) })}
        </Text>
      ))}
      {mayMend && <Text c="dark.9">{t('cameraSign.reportedDo')}</Text>}
    </Alert>
  );
}

function SignPhoto({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  if (isShown)
    return <img src={signPhotoUrl(cameraId)} alt={t('cameraSign.alt')} style={{ display: 'block', maxWidth: '100%', maxHeight: '24rem', height: 'auto' }} />;
  return (
    <Button variant="default" size="sm" my="xs" onClick={() => setShown(true)}>
      {t('cameraSign.show')}
    </Button>
  );
}

function SendPhoto({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: (file: File) => sendSignPhoto(cameraId, file),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.cameraPart(cameraId, 'sign') }),
  });
  return (
    <>
      {sending.error && <ProblemView error={sending.error} />}
      <Group gap="xs" mt="xs">
        <FileButton accept="image/jpeg,image/png,image/webp" onChange={(file) => file !== null && sending.mutate(file)}>
          {(button) => (
            <Button {...button} variant="default" size="sm" loading={sending.isPending}>
              {t('cameraSign.send')}
            </Button>
          )}
        </FileButton>
        <span role="status">{sending.isSuccess ? t('cameraSign.sent') : ''}</span>
      </Group>
      <Text size="sm" c="dimmed">
        {t('cameraSign.hint')}
      </Text>
    </>
  );
}
