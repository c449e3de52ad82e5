import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CAMERA_MOTIONS } from '../../domain/camera-terms.ts';
import { SliderField } from '../ui/slider-field.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';

/** Direction, lens and height in figures. */
export function ViewFields(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <>
      <MotionFields />
      <SliderField
        label={t('placement.bearing')}
        suffix="°"
        min={0}
        max={359}
        value={draft.bearingDeg}
        error={errorOf('placement.bearingDeg')}
        onChange={(bearingDeg) => change({ bearingDeg })}
      />
      <SliderField
        label={t('placement.hfov')}
        suffix="°"
        min={5}
        max={180}
        typedMax={360}
        value={draft.hfovDeg}
        error={errorOf('placement.hfovDeg')}
        onChange={(hfovDeg) => change({ hfovDeg })}
      />
      <SliderField
        label={t('placement.range')}
        suffix=" m"
        min={5}
        max={200}
        typedMax={5000}
        value={draft.rangeM}
        error={errorOf('placement.rangeM')}
        onChange={(rangeM) => change({ rangeM })}
      />
      <SliderField
        label={t('placement.height')}
        suffix=" m"
        min={1}
        max={30}
        typedMax={300}
        step={0.5}
        value={draft.heightM}
        error={errorOf('placement.heightM')}
        onChange={(heightM) => change({ heightM })}
      />
      <SliderField
        label={t('placement.tilt')}
        suffix="°"
        min={0}
        max={90}
        value={draft.tiltDeg}
        error={errorOf('placement.tiltDeg')}
        onChange={(tiltDeg) => change({ tiltDeg })}
      />
      <ResolutionField />
    </>
  );
}

/** Whether the camera keeps its direction, and how far it turns if it doesn't. */
function MotionFields(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <>
      <NativeSelect
        label={t('placement.motion')}
        value={draft.motion}
        error={errorOf('placement.motion')}
        onChange={(e) => change({ motion: CAMERA_MOTIONS.find((known) => known === e.currentTarget.value) ?? 'fixed' })}
        data={CAMERA_MOTIONS.map((motion) => ({ value: motion, label: t(`cameraMotion.${motion}`) }))}
      />
      {draft.motion !== 'fixed' && (
        <SliderField
          label={t('placement.panRange')}
          suffix="°"
          min={5}
          max={360}
          value={draft.panRangeDeg}
          error={errorOf('placement.panRangeDeg')}
          onChange={(panRangeDeg) => change({ panRangeDeg })}
        />
      )}
    </>
  );
}

function ResolutionField(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const read = (text: string) => Math.min(32_768, Math.max(0, Math.round(Number(text)) || 0));
  return (
    <div className={styles.pair}>
      <TextInput
        label={t('cameraForm.width')}
        inputMode="numeric"
        value={String(draft.widthPx)}
        error={errorOf('placement.resolution.width')}
        onChange={(e) => change({ widthPx: read(e.currentTarget.value) })}
      />
      <TextInput
        label={t('cameraForm.height')}
        inputMode="numeric"
        value={String(draft.heightPx)}
        error={errorOf('placement.resolution.height')}
        onChange={(e) => change({ heightPx: read(e.currentTarget.value) })}
      />
    </div>
  );
}
