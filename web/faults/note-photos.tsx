import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultDetail } from '../api/api-types.ts';
import { faultPhotoUrl } from '../api/fault-api.ts';
import { useMay } from '../session/session-context.ts';
import styles from './fault-list.module.css';

type Note = FaultDetail['notes'][number];

/** Photographs of an entry. They are fetched only when somebody wants to see them: each look is logged. */
export function NotePhotos({ faultId, note }: { readonly faultId: string; readonly note: Note }): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const [isShown, setShown] = useState(false);
  if (!may('fault.photo')) return null;
  if (!isShown) {
    return (
      <Button variant="default" size="sm" mt="xs" display="block" onClick={() => setShown(true)}>
        {t('fault.showPhotos', { count: note.photos.length })}
      </Button>
    );
  }
  return (
    <span className={styles.photos}>
      {note.photos.map(({ id, widthPx, heightPx }, index) => (
        <img key={id} src={faultPhotoUrl(faultId, id)} alt={t('fault.photoAlt', { nth: index + 1, text: note.text })} width={widthPx} height={heightPx} />
      ))}
    </span>
  );
}
