import { CloseButton } from '@mantine/core';
import { useEffect, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './chosen-photos.module.css';

interface ChosenPhotosProps {
  readonly photos: readonly Blob[];
  readonly onRemove: (photo: Blob) => void;
}

/** Photographs that are to be sent, each with a way to take it back. */
export function ChosenPhotos({ photos, onRemove }: ChosenPhotosProps): ReactElement | null {
  const { t } = useTranslation();
  if (photos.length === 0) return null;
  return (
    <ul className={styles.list}>
      {photos.map((photo, index) => (
        <li key={index} className={styles.item}>
          <ChosenPhoto photo={photo} alt={t('photo.chosen', { nth: index + 1 })} />
          <CloseButton className={styles.remove} size="lg" aria-label={t('photo.remove', { nth: index + 1 })} onClick={() => onRemove(photo)} />
        </li>
      ))}
    </ul>
  );
}

function ChosenPhoto({ photo, alt }: { readonly photo: Blob; readonly alt: string }): ReactElement {
  const url = useMemo(() => URL.createObjectURL(photo), [photo]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img className={styles.picture} src={url} alt={alt} />;
}
