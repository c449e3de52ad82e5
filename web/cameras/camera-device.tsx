import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capabilities } from '../api/api-types.ts';
import { fetchCapabilities } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { FactList } from '../ui/fact-list.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import { describeProfile } from './check-result.ts';

/** What the device said of itself when it was last asked in full: make, firmware, streams, sign-in, events. */
export function CameraDevice({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const capabilities = useQuery({
    queryKey: queryKeys.cameraPart(cameraId, 'capabilities'),
    queryFn: ({ signal }) => fetchCapabilities(cameraId, signal),
  });
  return (
    <SectionCard title={t('device.title')}>
      <QueryView query={capabilities}>{(data) => (data.seenAt === null ? <p>{t('device.never')}</p> : <DeviceFacts device={data} />)}</QueryView>
    </SectionCard>
  );
}

function DeviceFacts({ device }: { readonly device: Capabilities }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const { identity, firmwareChange, signIn, edgeStorage } = device;
  const make = [identity.manufacturer, identity.model].filter((word) => word !== null).join(' ');
  const onvif = [device.media2 ? t('device.media2') : null, device.media1 ? t('device.media1') : null].filter((word) => word !== null).join(', ');
  const streams = device.profiles.flatMap((profile) => describeProfile(profile) ?? []).join(', ');
  return (
    <FactList
      facts={[
        { name: t('device.make'), value: orNull(make) },
        { name: t('device.firmware'), value: identity.firmware },
        {
          name: t('device.firmwareChange'),
          value: firmwareChange && t('device.firmwareChanged', { before: firmwareChange.before, at: formatInstant(firmwareChange.at) }),
        },
        { name: t('device.serial'), value: identity.serialNumber },
        { name: t('device.streams'), value: orNull(streams) },
        { name: t('device.onvif'), value: orNull(onvif) },
        { name: t('device.signIn'), value: signIn && knownText(`device.signInKind.${signIn}`, signIn) },
        { name: t('device.encryption'), value: device.securePort === null ? null : t('device.securePort', { port: device.securePort }) },
        { name: t('device.picture'), value: device.snapshotByHttp ? t('device.pictureByHttp') : t('device.pictureByStream') },
        { name: t('device.edge'), value: edgeStorage.recording || edgeStorage.replay ? t('device.edgeOffered') : null },
        ...eventFacts(),
        { name: t('device.seen'), value: device.seenAt && formatInstant(device.seenAt) },
      ]}
    />
  );

  function eventFacts() {
    const { offered, listening, lastMotionAt, lastTamperAt, lastTamperKind } = device.events;
    if (!offered) return [{ name: t('device.events'), value: t('device.eventsNone') }];
    return [
      { name: t('device.events'), value: listening ? t('device.eventsListening') : t('device.eventsOffered') },
      { name: t('device.lastMotion'), value: lastMotionAt && formatInstant(lastMotionAt) },
      {
        name: t('device.lastTamper'),
        value: lastTamperAt && `${knownText(`device.tamperKind.${lastTamperKind}`, lastTamperKind ?? '')} – ${formatInstant(lastTamperAt)}`,
      },
    ];
  }
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
