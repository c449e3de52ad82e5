import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { StateIcon } from '../map/state-icon.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './camera-state-banner.module.css';
import { useAdviceText } from './use-advice-text.ts';
import { SHOWN_FACETS, useFacetText } from './use-facet-text.ts';

/** The state in a word, what to do about it, and the facets that it comes from. */
export function CameraStateBanner({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = useFacetText();
  const { headline, advice } = useAdviceText()(camera);
  return (
    <section className={styles.banner} data-state={camera.state} aria-label={t('cameraPage.state')}>
      <div className={styles.head}>
        <StateIcon state={camera.state} size={36} />
        <div>
          <p className={styles.headline}>{headline}</p>
          {advice !== null && <p className={styles.advice}>{advice}</p>}
        </div>
      </div>
      <ul className={styles.facets}>
        {SHOWN_FACETS.map((facet) => (
          <li key={facet}>
            {text.facet(facet)}: <b>{text.state(facet, camera.facets[facet])}</b>
          </li>
        ))}
      </ul>
      <p className={styles.small}>
        {camera.lastContactAt === null ? t('cameraPage.noContact') : t('cameraPage.lastContact', { at: formatInstant(camera.lastContactAt) })}
        {' · '}
        {camera.clockOffsetMs === null ? t('clock.unknown') : formats.clockOffset(camera.clockOffsetMs)}
      </p>
      <CameraWarnings camera={camera} />
    </section>
  );
}

function CameraWarnings({ camera }: { readonly camera: Camera }): ReactElement | null {
  const knownText = useKnownText();
  if (camera.warnings.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {camera.warnings.map(({ code, message }) => (
        <li key={code}>{knownText(`cameraWarning.${code}`, message)}</li>
      ))}
    </ul>
  );
}
