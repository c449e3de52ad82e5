import { Button, Text } from '@mantine/core';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useCameraForm } from './camera-form-context.ts';
import { useDevicePosition } from './use-device-position.ts';

/** Farther off than this, the pole has to be shown on the map. */
const ROUGH_M = 20;

/** "Where I stand": puts the camera there, says how exact that is, and why it can't be had. */
export function LocateButton({ primary = false }: { readonly primary?: boolean }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { draft, change } = useCameraForm();
  const found = useRef<string | null>(null);
  const { available, isLocating, failure, accuracyM, locate, stop } = useDevicePosition(([lonDeg, latDeg]) => {
    found.current = `${latDeg} ${lonDeg}`;
    change({ lonText: String(lonDeg), latText: String(latDeg) });
  });
  const place = `${draft.latText} ${draft.lonText}`;
  useEffect(() => {
    // dragged or typed meanwhile
    if (isLocating && found.current !== null && found.current !== place) stop();
  });
  if (!available) return <Text>{t('locate.insecure')}</Text>;
  return (
    <>
      <Button
        variant={primary ? 'filled' : 'default'}
        loading={isLocating}
        onClick={() => {
          found.current = null;
          locate();
        }}
      >
        {t('cameraForm.locate')}
      </Button>
      <div role="status">
        {accuracyM !== null && <Text fw={600}>{t(accuracyM > ROUGH_M ? 'locate.rough' : 'locate.exact', { distance: formats.distance(accuracyM) })}</Text>}
        {isLocating && <Text>{t('locate.locating')}</Text>}
        {failure !== null && <Text c="red.9">{t(`locate.${failure}`)}</Text>}
      </div>
    </>
  );
}
