import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CAMERA_PURPOSES } from '../../domain/camera-terms.ts';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import styles from '../cameras/camera-form.module.css';
import { useUnitChoices } from '../cameras/use-unit-choices.ts';
import { SectionCard } from '../ui/section-card.tsx';

/** What the camera is called and what it is for; the unit only where there is a choice. */
export function HereNames(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const units = useUnitChoices();
  const choices = units.data ?? [];
  return (
    <SectionCard title={t('here.names')}>
      <div className={styles.fields}>
        <TextInput
          label={t('cameraForm.name')}
          description={t('cameraForm.nameHint')}
          required
          maxLength={200}
          value={draft.name}
          error={errorOf('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('cameraForm.purpose')}
          description={t('cameraForm.purposeHint')}
          value={draft.purpose}
          error={errorOf('purpose')}
          onChange={(event) => change({ purpose: CAMERA_PURPOSES.find((known) => known === event.currentTarget.value) ?? '' })}
          data={[{ value: '', label: t('cameraForm.choose') }, ...CAMERA_PURPOSES.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`) }))]}
        />
        {(choices.length > 1 || draft.unitId === '') && (
          <NativeSelect
            label={t('cameraForm.unit')}
            required
            value={draft.unitId}
            error={units.isError ? t('cameraForm.unitsFailed') : errorOf('unitId')}
            onChange={(event) => change({ unitId: event.currentTarget.value })}
            data={[{ value: '', label: t('cameraForm.choose') }, ...choices]}
          />
        )}
      </div>
    </SectionCard>
  );
}
