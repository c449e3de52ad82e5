import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscoveredDevice } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { FactList } from '../ui/fact-list.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './discovery-page.module.css';
import { deviceTitle } from './device-title.ts';

interface FoundDeviceProps {
  readonly device: DiscoveredDevice;
  readonly discoveryId: string;
}

/** A device that was found: what it is, where, how wrong its clock is, whether it wants a password, and one button to register it. */
export function FoundDevice({ device, discoveryId }: FoundDeviceProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const title = deviceTitle(device, t('discovery.unknownDevice'));
  const isRegistered = device.cameraIds.length > 0;
  return (
    <li className={styles.device}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {isRegistered && <ToneTag tone="good">{t('discovery.registered')}</ToneTag>}
      </div>
      {!device.reachable && <p className={styles.warning}>{t('discovery.unreachable')}</p>}
      <DeviceFacts device={device} title={title} />
      <div className={styles.actions}>
        {may('camera.create') && (
          <LinkButton
            to="/cameras/new"
            search={{ discovery: discoveryId, device: device.id }}
            variant={isRegistered ? 'default' : 'filled'}
            aria-label={t('discovery.registerLabel', { name: `${title} ${device.address}` })}
          >
            {t(isRegistered ? 'discovery.registerAgain' : 'discovery.register')}
          </LinkButton>
        )}
        {device.cameraIds.slice(0, 1).map((cameraId) => (
          <Link key={cameraId} to="/cameras/$cameraId" params={{ cameraId }}>
            {t('discovery.openCamera')}
          </Link>
        ))}
      </div>
    </li>
  );
}

/** Make and model stand in the title. */
function DeviceFacts({ device, title }: { readonly device: DiscoveredDevice; readonly title: string }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { address, port, firmware, name, clock, onvifUrl } = device;
  const clockText =
    clock === null
      ? t('discovery.clockUnknown')
      : t('discovery.clockText', { offset: formats.clockOffset(clock.offsetMs), margin: formats.margin(clock.uncertaintyMs) });
  return (
    <FactList
      facts={[
        { name: t('discovery.onAddress'), value: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}` },
        { name: t('discovery.firmware'), value: firmware },
        { name: t('discovery.name'), value: name === title ? null : name },
        { name: t('discovery.way'), value: onvifUrl === null ? t('discovery.rtspOnly') : 'ONVIF' },
        { name: t('discovery.clock'), value: clockText },
        { name: t('discovery.password'), value: t(passwordKey(device)) },
      ]}
    />
  );
}

function passwordKey({ passwordNeeded, signIn, onvifUrl }: DiscoveredDevice) {
  if (passwordNeeded === null) return 'discovery.passwordUnknown' as const;
  if (!passwordNeeded) return 'discovery.passwordNotNeeded' as const;
  const isReadable = signIn.length > 0 && signIn.every((scheme) => scheme === 'basic') && !(onvifUrl ?? '').startsWith('https:');
  return isReadable ? ('discovery.readablePassword' as const) : ('discovery.passwordNeeded' as const);
}
