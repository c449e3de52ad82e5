import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import type { CoverageCamera } from '../api/api-types.ts';
import { formatDay, formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { StateIcon } from '../map/state-icon.tsx';
import styles from './coverage.module.css';

interface CoverageCameraItemProps {
  readonly camera: CoverageCamera;
  /** Length of the period whose uptime is told; undefined: it isn't. */
  readonly uptimeDays: number | undefined;
}

/** A camera behind a figure: its state then, and since when it answers or not. One that was taken out of service has no page any more. */
export function CoverageCameraItem({ camera, uptimeDays }: CoverageCameraItemProps): ReactElement {
  const { t } = useTranslation();
  const { ratio } = useFormats();
  const { id, name, siteName, unitName, state, reachable, reachableSince, uptimeRatio, retiredAt, createdAt } = camera;
  const since =
    reachableSince === null || reachable === 'unknown'
      ? null
      : t(reachable === 'down' ? 'coverageList.downSince' : 'coverageList.upSince', { at: formatInstant(reachableSince) });
  const facts = [
    t(`cameraState.${state}`),
    ...(since === null ? [] : [since]),
    t('coverageList.added', { at: formatDay(createdAt) }),
    ...(retiredAt === null ? [] : [t('coverageList.retired', { at: formatDay(retiredAt) })]),
  ];
  return (
    <li className={styles.camera}>
      <StateIcon state={state} size={26} />
      <div>
        {retiredAt === null ? (
          <Link to="/cameras/$cameraId" params={{ cameraId: id }}>
            {name}
          </Link>
        ) : (
          <b>{name}</b>
        )}
        <div>{siteName === name ? unitName : `${siteName} · ${unitName}`}</div>
        {uptimeDays !== undefined && (
          <div>
            {t('coverageList.uptime', { count: uptimeDays })} <b>{uptimeRatio === null ? t('coverage.notKnown') : ratio(uptimeRatio)}</b>
          </div>
        )}
        <div>{facts.join(' · ')}</div>
      </div>
    </li>
  );
}
