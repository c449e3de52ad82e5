import { Alert } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceTitle } from './device-title.ts';
import type { ChosenDevice } from './use-chosen-device.ts';

/** Above a registration form that a found device filled in: what is filled in and what is missing. */
export function ChosenDeviceNotice({ chosen }: { readonly chosen: ChosenDevice }): ReactElement | null {
  const { t } = useTranslation();
  const { device, isGone } = chosen;
  if (isGone) return <Alert color="orange">{t('discovery.chosenGone')}</Alert>;
  if (device === undefined) return null;
  const name = `${deviceTitle(device, t('discovery.unknownDevice'))} (${device.address})`;
  return (
    <Alert color="blue" title={t('discovery.chosen', { name })}>
      {t('discovery.chosenAdvice', { password: device.passwordNeeded === false ? '' : t('discovery.chosenPassword') })}
    </Alert>
  );
}
