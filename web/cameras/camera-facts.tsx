import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { formatCalendarDay, formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** What the camera is for, where its pictures come from, and what is kept of them. */
export function CameraFacts({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { recording, snapshotEverySeconds } = camera;
  return (
    <SectionCard title={t('cameraFacts.title')}>
      <FactList
        facts={[
          { name: t('cameraFacts.owner'), value: camera.ownerName },
          { name: t('cameraFacts.purpose'), value: camera.purpose === null ? t('cameraFacts.missing') : t(`purpose.${camera.purpose}`) },
          { name: t('cameraFacts.notice'), value: camera.notice === null ? t('cameraFacts.missing') : formatCalendarDay(camera.notice.postedAt) },
          ...sourceFacts(),
          { name: t('cameraRecorder.name'), value: recorderLink() },
          { name: t('cameraFacts.recording'), value: t(`recordingMode.${recording.mode}`) },
          { name: t('cameraFacts.retention'), value: recording.mode === 'off' ? null : formats.duration(recording.retentionHours * 3_600_000) },
          {
            name: t('cameraFacts.disk'),
            value: recording.estimatedBytes === 0 ? null : t('cameraFacts.about', { bytes: formats.bytes(recording.estimatedBytes) }),
          },
          {
            name: t('cameraFacts.snapshots'),
            value: snapshotEverySeconds === 0 ? t('cameraFacts.never') : t('cameraFacts.every', { duration: formats.duration(snapshotEverySeconds * 1000) }),
          },
          { name: t('cameraFacts.created'), value: formatInstant(camera.createdAt) },
        ]}
      />
    </SectionCard>
  );

  function recorderLink() {
    const { recorder } = camera;
    return (
      recorder && (
        <Link to="/recorders/$recorderId" params={{ recorderId: recorder.id }}>
          {t('cameraRecorder.link', { name: recorder.name, channel: recorder.channel ?? '?' })}
        </Link>
      )
    );
  }

  function sourceFacts() {
    const { source } = camera;
    const kind = { name: t('cameraFacts.source'), value: t(`sourceKind.${source.kind}`) };
    if (source.kind !== 'rtsp' && source.kind !== 'onvif') return [kind];
    return [
      kind,
      { name: t('cameraFacts.address'), value: <code>{source.url}</code> },
      { name: t('cameraFacts.credentials'), value: source.hasCredentials ? t('cameraFacts.credentialsKept') : t('cameraFacts.credentialsNone') },
    ];
  }
}
