import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import { useCompass } from '../formats/use-compass.ts';
import styles from './compass-fields.module.css';
import { useCompassHeading } from './use-compass-heading.ts';

/** The direction by the telephone's compass: what it reads now, and "keep this direction". */
export function CompassFields(): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  const write = useCompass();
  const compass = useCompassHeading();
  const { state, bearingDeg } = compass;
  const isReading = state === 'reading' && bearingDeg !== null;
  return (
    <div className={styles.compass}>
      <Text>
        {t('hereCompass.now')} <b>{write(draft.bearingDeg)}</b>
      </Text>
      <Text size="sm">{t('hereCompass.hold')}</Text>
      {state !== 'reading' && (
        <Button variant="default" loading={state === 'waiting'} onClick={() => void compass.start()}>
          {t('hereCompass.start')}
        </Button>
      )}
      <div role="status">{(state === 'refused' || state === 'silent') && <Text c="red.9">{t(`hereCompass.${state}`)}</Text>}</div>
      {isReading && (
        <>
          {/* it changes many times a second: nothing to be read aloud */}
          <p className={styles.reading} aria-hidden="true">
            <svg className={styles.needle} style={{ rotate: `${-bearingDeg}deg` }} viewBox="0 0 24 24" width="40" height="40">
              <path d="M12 2 16 12 12 10.500 8 12z" fill="#b4161c" />
              <path d="M12 22 8 12 12 13.500 16 12z" fill="#4a5862" />
            </svg>
            {write(Math.round(bearingDeg) % 360)}
          </p>
          <Group gap="xs">
            <Button
              onClick={() => {
                change({ bearingDeg: Math.round(bearingDeg) % 360 });
                compass.stop();
              }}
            >
              {t('hereCompass.keep')}
            </Button>
            <Button variant="default" onClick={compass.stop}>
              {t('hereCompass.leave')}
            </Button>
          </Group>
        </>
      )}
      <Text size="sm" c="dimmed">
        {t('hereCompass.north')}
      </Text>
    </div>
  );
}
