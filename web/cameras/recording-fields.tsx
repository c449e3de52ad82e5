import { NativeSelect, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { RECORDING_MODES } from '../../domain/camera-terms.ts';
import { ASSUMED_BITRATE_BPS, storageNeedBytes } from '../../domain/storage-need.ts';
import { useFormats } from '../formats/use-formats.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { SliderField } from '../ui/slider-field.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';

const SNAPSHOT_CHOICES_S = [0, 60, 300, 900, 3600];

/** Recording, how long it is kept and what that takes on the disk, and how often a picture is taken. */
export function RecordingFields(): ReactElement | null {
  const { t } = useTranslation();
  const formats = useFormats();
  const { draft, change, errorOf } = useCameraForm();
  if (draft.kind === 'registered') return null;
  const bytes = storageNeedBytes({ cameraCount: 1, bitrateBps: ASSUMED_BITRATE_BPS, retentionHours: draft.retentionHours });
  const snapshotChoices = [...new Set([...SNAPSHOT_CHOICES_S, draft.snapshotEverySeconds])].sort((a, b) => a - b);
  return (
    <SectionCard title={t('cameraFacts.recording')}>
      <div className={styles.fields}>
        <NativeSelect
          label={t('cameraFacts.recording')}
          value={draft.recordingMode}
          error={errorOf('recording.mode')}
          onChange={(e) => change({ recordingMode: RECORDING_MODES.find((mode) => mode === e.currentTarget.value) ?? 'off' })}
          data={RECORDING_MODES.map((mode) => ({ value: mode, label: t(`recordingMode.${mode}`) }))}
        />
        {draft.recordingMode !== 'off' && (
          <SliderField
            label={t('cameraForm.retention')}
            suffix=" h"
            min={1}
            max={336}
            typedMax={2160}
            value={draft.retentionHours}
            error={errorOf('recording.retentionHours')}
            onChange={(hours) => change({ retentionHours: Math.round(hours) })}
          />
        )}
        {draft.recordingMode === 'continuous' && (
          <Text className={styles.wide} role="status" fw={600}>
            {t('cameraForm.diskNeed', { bytes: formats.bytes(bytes), duration: formats.duration(draft.retentionHours * 3_600_000) })}
          </Text>
        )}
        <NativeSelect
          label={t('cameraFacts.snapshots')}
          description={t('cameraForm.snapshotHint')}
          value={String(draft.snapshotEverySeconds)}
          error={errorOf('snapshotEverySeconds')}
          onChange={(e) => change({ snapshotEverySeconds: Number(e.currentTarget.value) })}
          data={snapshotChoices.map((seconds) => ({
            value: String(seconds),
            label: seconds === 0 ? t('cameraFacts.never') : t('cameraFacts.every', { duration: formats.duration(seconds * 1000) }),
          }))}
        />
      </div>
    </SectionCard>
  );
}
