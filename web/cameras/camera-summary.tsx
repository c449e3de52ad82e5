import { CloseButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StateIcon } from '../map/state-icon.tsx';
import { Link } from '../routing/link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import styles from './camera-summary.module.css';
import { useAdviceText } from './use-advice-text.ts';
import { useCamera } from './use-cameras.ts';

interface CameraSummaryProps {
  readonly cameraId: string;
  readonly onClose: () => void;
}

/** The selected camera in short, on the map, with the way to its page. */
export function CameraSummary({ cameraId, onClose }: CameraSummaryProps): ReactElement {
  const { t } = useTranslation();
  const camera = useCamera(cameraId);
  const adviceText = useAdviceText();
  return (
    <aside className={styles.card} aria-label={t('cameraSummary.label')} aria-live="polite">
      <CloseButton className={styles.close} size="lg" aria-label={t('common.close')} onClick={onClose} />
      <QueryView query={camera}>
        {(found) => {
          const { headline, advice } = adviceText(found);
          return (
            <>
              <p className={styles.name}>{found.name}</p>
              <p className={styles.place}>
                {found.siteName} · {found.unitName}
              </p>
              <p className={styles.state}>
                <StateIcon state={found.state} /> <b>{headline}</b>
              </p>
              {advice !== null && <p className={styles.place}>{advice}</p>}
              <Link className={styles.link} to="/cameras/$cameraId" params={{ cameraId: found.id }}>
                {t('cameraSummary.open')}
              </Link>
            </>
          );
        }}
      </QueryView>
    </aside>
  );
}
