import { Checkbox, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import { formatDay } from '../formats/instant-format.ts';
import { ChosenPhotos } from '../photos/chosen-photos.tsx';
import { PhotoButtons } from '../photos/photo-buttons.tsx';
import { SectionCard } from '../ui/section-card.tsx';

interface HereNoticeProps {
  readonly photo: Blob | null;
  readonly onPhoto: (photo: Blob | null) => void;
  readonly onDrawing: (isDrawing: boolean) => void;
}

/** Whether the sign hangs, and its photograph: who photographs it has seen it hang. */
export function HereNotice({ photo, onPhoto, onDrawing }: HereNoticeProps): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  const setPosted = (isPosted: boolean): void => change({ noticeDay: isPosted ? formatDay(Date.now()) : '' });
  return (
    <SectionCard title={t('here.notice')}>
      <Checkbox
        size="md"
        label={t('here.posted')}
        checked={draft.noticeDay !== ''}
        onChange={(event) => {
          setPosted(event.currentTarget.checked);
          if (!event.currentTarget.checked) onPhoto(null);
        }}
      />
      {draft.noticeDay === '' && <Text size="sm">{t('here.notPosted')}</Text>}
      {photo !== null && <ChosenPhotos photos={[photo]} onRemove={() => onPhoto(null)} />}
      {photo === null && (
        <PhotoButtons
          label={t('here.takePhoto')}
          onDrawing={onDrawing}
          onPhoto={(taken) => {
            onPhoto(taken);
            setPosted(true);
          }}
        />
      )}
      <Text size="sm" c="dimmed">
        {t('here.photoHint')}
      </Text>
    </SectionCard>
  );
}
