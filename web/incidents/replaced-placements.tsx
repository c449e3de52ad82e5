import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidatePage } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import styles from './candidate-panel.module.css';

/** Cameras that saw the place by the record when the incident was entered, and that a later entry of their placement took out of the candidates. */
export function ReplacedPlacements({ replaced }: { readonly replaced: CandidatePage['replaced'] }): ReactElement | null {
  const { t } = useTranslation();
  if (replaced === undefined || replaced.length === 0) return null;
  return (
    <div className={styles.note}>
      {t('candidates.replaced')}
      <ul>
        {replaced.map(({ cameraId, cameraName, siteName, replacedAt }) => (
          <li key={cameraId}>
            <Link to="/cameras/$cameraId" params={{ cameraId }}>
              {cameraName}
            </Link>{' '}
            ({siteName}): {t('candidates.replacedAt', { at: formatInstant(replacedAt) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
