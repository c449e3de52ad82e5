import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../formats/instant-format.ts';
import styles from './camera-list.module.css';
import type { ListPicture } from './use-list-pictures.ts';

/** The newest picture of a camera in a list, with its time. It is drawn from the answer itself and has no address that a browser could keep. */
export function SmallPicture({ picture, cameraName }: { readonly picture: ListPicture; readonly cameraName: string }): ReactElement {
  const { t } = useTranslation();
  if (typeof picture === 'string') return <span className={styles.place}>{t(`listPicture.${picture}`)}</span>;
  const at = formatInstant(picture.takenAt);
  if (picture.jpeg === null) return <span className={styles.place}>{t('picture.broken')}</span>;
  return (
    <span className={styles.picture}>
      <img src={`data:image/jpeg;base64,${picture.jpeg}`} alt={t('picture.alt', { name: cameraName, at })} width={320} height={180} loading="lazy" />
      <span className={styles.place}>{t('listPicture.at', { at })}</span>
    </span>
  );
}
