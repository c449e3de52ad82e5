import { Button, Text, TextInput } from '@mantine/core';
import { lazy, Suspense, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useHomeBounds } from '../map/use-home-bounds.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { SliderField } from '../ui/slider-field.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';
import { placementOfDraft } from './read-camera-draft.ts';
import { useDevicePosition } from './use-device-position.ts';

const PlacementMap = lazy(async () => ({ default: (await import('../map/placement-map.tsx')).PlacementMap }));

/** Where the camera hangs and points: clicked on the map or typed, with the ground that it sees drawn at once. */
export function PlacementFields(): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  const home = useHomeBounds();
  const placement = useMemo(() => placementOfDraft(draft), [draft]);
  return (
    <SectionCard title={t('placement.title')}>
      <Text>{t('cameraForm.placementHint')}</Text>
      <div className={styles.placement}>
        <div className={styles.map}>
          {home.isPending ? (
            <LoadingView />
          ) : (
            <Suspense fallback={<LoadingView />}>
              <PlacementMap
                label={t('cameraForm.mapLabel')}
                placement={placement}
                state="unknown"
                {...(home.data ? { home: home.data } : {})}
                onPick={([lonDeg, latDeg]) => change({ lonText: String(lonDeg), latText: String(latDeg) })}
              />
            </Suspense>
          )}
        </div>
        <div className={styles.sliders}>
          <PositionFields />
          <ViewSliders />
        </div>
      </div>
    </SectionCard>
  );
}

function PositionFields(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const device = useDevicePosition(([lonDeg, latDeg]) => change({ lonText: String(lonDeg), latText: String(latDeg) }));
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label={t('cameraForm.lat')}
          required
          inputMode="decimal"
          value={draft.latText}
          error={errorOf('placement.position.lat') ?? errorOf('placement.position')}
          onChange={(e) => change({ latText: e.currentTarget.value })}
        />
        <TextInput
          label={t('cameraForm.lon')}
          required
          inputMode="decimal"
          value={draft.lonText}
          error={errorOf('placement.position.lon')}
          onChange={(e) => change({ lonText: e.currentTarget.value })}
        />
      </div>
      {device.available && (
        <Button variant="default" size="sm" loading={device.isLocating} onClick={device.locate}>
          {t('cameraForm.locate')}
        </Button>
      )}
      {device.failed && <Text c="red.9">{t('cameraForm.locateFailed')}</Text>}
    </>
  );
}

function ViewSliders(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <>
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
