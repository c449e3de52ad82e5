import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { readSign, signPhotoUrl } from '../api/sign-api.ts';
import { formatCalendarDay, formatInstant } from '../formats/instant-format.ts';
import type { Camera, Sign } from '../api/api-types.ts';
import { useMay } from '../session/session-context.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ReportSign } from './report-sign.tsx';
import { SendSignPhoto } from './send-sign-photo.tsx';

/** The sign that tells people of the camera: since when it hangs, and its photograph, which is fetched only when somebody wants to see it. */
export function CameraSign({ camera }: { readonly camera: Pick<Camera, 'id' | 'name'> }): ReactElement {
  const { t } = useTranslation();
  const { id: cameraId } = camera;
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
            {may('camera.update') && known?.postedAt && <SendSignPhoto camera={camera} />}
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
