import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { Health } from '../api/api-types.ts';
import { fetchHealth } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useFormats } from '../formats/use-formats.ts';
import { IntervalTable } from '../ui/interval-table.tsx';
import { LookBackSwitch } from '../ui/look-back-switch.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { TimeStrip } from '../ui/time-strip.tsx';
import { useRecentWindow } from '../ui/use-recent-window.ts';
import styles from './camera-health.module.css';
import { healthParts } from './health-parts.ts';
import { SHOWN_FACETS, useFacetText } from './use-facet-text.ts';

/** How the camera has been over the last day or week, facet by facet. */
export function CameraHealth({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const { lookBack, setLookBack, window } = useRecentWindow();
  const health = useQuery({
    queryKey: queryKeys.cameraPart(cameraId, 'health', lookBack),
    queryFn: ({ signal }) => fetchHealth(cameraId, { from: toIso(window.fromMs), to: toIso(window.toMs) }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <SectionCard title={t('health.title')} aside={<LookBackSwitch value={lookBack} onChange={setLookBack} />}>
      <QueryView query={health}>{(data) => <HealthStrips health={data} window={window} />}</QueryView>
    </SectionCard>
  );
}

function HealthStrips({ health, window }: { readonly health: Health; readonly window: TimeInterval }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = useFacetText();
  const parts = healthParts(health, window, text.state);
  return (
    <>
      <p className={styles.uptime}>{health.uptimeRatio === null ? t('health.noUptime') : t('health.uptime', { ratio: formats.ratio(health.uptimeRatio) })}</p>
      <div className={styles.rows}>
        {SHOWN_FACETS.map((facet, index) => (
          <div key={facet} className={styles.row}>
            <span className={styles.name}>
              {text.facet(facet)}: <b>{text.state(facet, health.current[facet])}</b>
            </span>
            <TimeStrip
              label={t('health.strip', { facet: text.facet(facet), state: text.state(facet, health.current[facet]) })}
              window={window}
              parts={parts[facet]}
              ends={index === SHOWN_FACETS.length - 1}
            />
          </div>
        ))}
      </div>
      <IntervalTable
        caption={t('health.title')}
        what={t('health.what')}
        rows={SHOWN_FACETS.flatMap((facet) => parts[facet].map((part) => ({ ...part, group: text.facet(facet) })))}
      />
      {health.truncated && <p>{t('health.truncated')}</p>}
    </>
  );
}
