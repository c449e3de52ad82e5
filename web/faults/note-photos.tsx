import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultDetail } from '../api/api-types.ts';
import { faultPhotoUrl, removeFaultPhoto } from '../api/fault-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import { RetireButton } from '../ui/retire-button.tsx';
import styles from './fault-list.module.css';

type Note = FaultDetail['notes'][number];

interface RemovePhotoProps {
  readonly faultId: string;
  readonly photoId: string;
  /** As it is counted beside the others. */
  readonly nth: number;
}

function RemovePhoto({ faultId, photoId, nth }: RemovePhotoProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const label = t('fault.removePhoto', { nth });
  return (
    <RetireButton
      label={label}
      name={label}
      title={t('fault.removePhotoTitle', { nth })}
      text={t('fault.removePhotoText')}
      retire={() => removeFaultPhoto(faultId, photoId)}
      onRetired={() => client.invalidateQueries({ queryKey: queryKeys.fault(faultId) })}
    />
  );
}

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
        <span key={id} className={styles.photo}>
          <img src={faultPhotoUrl(faultId, id)} alt={t('fault.photoAlt', { nth: index + 1, text: note.text })} width={widthPx} height={heightPx} />
          <RemovePhoto faultId={faultId} photoId={id} nth={index + 1} />
        </span>
      ))}
    </span>
  );
}
