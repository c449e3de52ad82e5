import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CAMERA_PURPOSES } from '../../domain/camera-terms.ts';
import { useCameraForm } from './camera-form-context.ts';

/** What the camera is for. */
export function PurposeField(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <NativeSelect
      label={t('cameraForm.purpose')}
      description={t('cameraForm.purposeHint')}
      value={draft.purpose}
      error={errorOf('purpose')}
      onChange={(e) => change({ purpose: CAMERA_PURPOSES.find((known) => known === e.currentTarget.value) ?? '' })}
      data={[{ value: '', label: t('cameraForm.choose') }, ...CAMERA_PURPOSES.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`) }))]}
    />
  );
}
