import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import type { MediaPicture } from './media-parts.ts';
import { PreparationNotice } from './preparation-notice.tsx';
import { usePrepared } from './use-prepared.ts';
import styles from './media.module.css';

/** One picture, with the true time and the device's own beneath. */
export function PictureView({ picture, onReopen }: { readonly picture: MediaPicture; readonly onReopen: () => void }): ReactElement {
  const { t } = useTranslation();
  const prepared = usePrepared(picture.url);
  const [isBroken, setIsBroken] = useState(false);
  if (prepared !== 'ready') return <PreparationNotice state={prepared} onReopen={onReopen} />;
  if (isBroken) return <PreparationNotice state="refused" onReopen={onReopen} />;
  return (
    <figure className={styles.screen}>
      <img src={picture.url} alt={t('watch.pictureAlt', { at: formatInstantSeconds(picture.takenAt) })} onError={() => setIsBroken(true)} />
      <figcaption className={styles.times}>
        <span>{t('watch.takenAt', { time: formatInstantSeconds(picture.takenAt) })}</span>
        <span>{picture.deviceTime === null ? t('watch.noDeviceTime') : t('watch.deviceTime', { time: formatInstantSeconds(picture.deviceTime) })}</span>
      </figcaption>
    </figure>
  );
}
