import { Alert, Button, Progress, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscoveryDetail } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './discovery-page.module.css';
import { FoundDevice } from './found-device.tsx';
import { isRunning, useStopDiscovery } from './use-discovery.ts';

/** How far a search is and what it has found. */
export function DiscoveryResult({ discovery }: { readonly discovery: DiscoveryDetail }): ReactElement {
  const { t } = useTranslation();
  const stopping = useStopDiscovery();
  const running = isRunning(discovery);
  const stop = running && (
    <Button variant="default" loading={stopping.isPending} onClick={() => stopping.mutate(discovery.id)}>
      {t('discovery.stop')}
    </Button>
  );
  return (
    <SectionCard title={t('discovery.result', { cidr: discovery.cidr })} aside={stop}>
      {running && <Progress value={Math.max(3, discovery.progress * 100)} animated aria-label={t('discovery.state.active')} />}
      <DiscoveryState discovery={discovery} />
      {stopping.error && <ProblemView error={stopping.error} />}
      <DiscoveryWarnings discovery={discovery} />
      {discovery.devices.length > 0 && (
        <ul className={styles.devices} aria-label={t('discovery.devices')}>
          {discovery.devices.map((device) => (
            <FoundDevice key={device.id} device={device} discoveryId={discovery.id} />
          ))}
        </ul>
      )}
    </SectionCard>
  );
}

/** Told to screen readers as it changes: the state and how many were found, not every address. */
function DiscoveryState({ discovery }: { readonly discovery: DiscoveryDetail }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state, deviceCount, addressesDone, addresses, addressesAnswered } = discovery;
  const found = deviceCount === 0 ? t('discovery.noneYet') : deviceCount === 1 ? t('discovery.foundOne') : t('discovery.foundMany', { count: deviceCount });
  return (
    <div>
      <Text role="status" fw={600}>
        {t(`discovery.state.${state}`)} {(deviceCount > 0 || isRunning(discovery)) && found}
      </Text>
      <Text>
        {t('discovery.progress', {
          done: formats.number(addressesDone),
          all: formats.number(addresses),
          answered: formats.number(addressesAnswered),
        })}
      </Text>
      <Text c="dimmed" size="sm">
        {t('discovery.begunAt', { at: formatInstant(discovery.createdAt) })}
      </Text>
    </div>
  );
}

function DiscoveryWarnings({ discovery }: { readonly discovery: DiscoveryDetail }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const { state, error, deviceCount, addressesAnswered, notTried, devicesLeftOut, devicesOutside } = discovery;
  const isEmpty = state === 'completed' && deviceCount === 0;
  const texts = [
    state === 'failed' && error !== null ? knownText(`problem.code.${error.code}`, error.message) : null,
    isEmpty ? t(addressesAnswered === 0 ? 'discovery.nobody' : 'discovery.none') : null,
    notTried > 0 ? t('discovery.notTried', { count: notTried }) : null,
    devicesOutside > 0 ? t('discovery.outside', { count: devicesOutside }) : null,
    devicesLeftOut > 0 ? t('discovery.leftOut', { count: devicesLeftOut }) : null,
  ].filter((text) => text !== null);
  return (
    <>
      {texts.map((text) => (
        <Alert key={text} color="orange">
          {text}
        </Alert>
      ))}
    </>
  );
}
