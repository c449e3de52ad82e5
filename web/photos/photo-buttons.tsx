import { Button, FileButton, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { shrinkPhoto } from './shrink-photo.ts';

interface PhotoButtonsProps {
  /** What is photographed, as the button says it: "Chụp ảnh biển báo". */
  readonly label: string;
  /** Gets it drawn small. */
  readonly onPhoto: (photo: Blob) => void;
  readonly loading?: boolean;
  readonly disabled?: boolean;
}

/** Takes a photograph by the telephone's camera, or one that is there already; a computer has only the second. */
export function PhotoButtons({ label, onPhoto, loading = false, disabled = false }: PhotoButtonsProps): ReactElement {
  const { t } = useTranslation();
  const hasCamera = useMediaQuery('(pointer: coarse)') ?? false;
  const [isDrawing, setDrawing] = useState(false);
  async function take(file: File | null): Promise<void> {
    if (file === null) return;
    setDrawing(true);
    onPhoto(await shrinkPhoto(file));
    setDrawing(false);
  }
  const busy = { loading: loading || isDrawing, disabled };
  return (
    <Group gap="xs">
      {hasCamera && (
        <FileButton accept="image/*" capture="environment" onChange={(file) => void take(file)}>
          {(button) => (
            <Button {...button} {...busy}>
              {label}
            </Button>
          )}
        </FileButton>
      )}
      <FileButton accept="image/*" onChange={(file) => void take(file)}>
        {(button) => (
          <Button {...button} {...busy} variant="default">
            {hasCamera ? t('photo.choose') : label}
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
