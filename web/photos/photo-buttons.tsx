import { Button, FileButton, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type MouseEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { shrinkPhoto } from './shrink-photo.ts';

interface PhotoButtonsProps {
  /** What is photographed, as the button says it: "Chụp ảnh biển báo". */
  readonly label: string;
  /** Gets it drawn small. */
  readonly onPhoto: (photo: Blob) => void;
  /** Told when drawing begins and ends: what is sent meanwhile goes without the photograph. */
  readonly onDrawing?: (isDrawing: boolean) => void;
  readonly loading?: boolean;
  readonly disabled?: boolean;
}

/** The file that was chosen last may be chosen again. */
const ANEW = { onClick: (event: MouseEvent<HTMLInputElement>) => (event.currentTarget.value = '') };

/** Takes a photograph by the telephone's camera, or one that is there already; a computer has only the second. */
export function PhotoButtons({ label, onPhoto, onDrawing, loading = false, disabled = false }: PhotoButtonsProps): ReactElement {
  const { t } = useTranslation();
  const hasCamera = useMediaQuery('(pointer: coarse)') ?? false;
  const [isDrawing, setDrawing] = useState(false);
  function tell(isBegun: boolean): void {
    setDrawing(isBegun);
    onDrawing?.(isBegun);
  }
  async function take(file: File | null): Promise<void> {
    if (file === null) return;
    tell(true);
    try {
      onPhoto(await shrinkPhoto(file));
    } finally {
      tell(false);
    }
  }
  const busy = { loading: loading || isDrawing, disabled };
  return (
    <Group gap="xs">
      {hasCamera && (
        <FileButton accept="image/*" capture="environment" inputProps={ANEW} onChange={(file) => void take(file)}>
          {(button) => (
            <Button {...button} {...busy}>
              {label}
            </Button>
          )}
        </FileButton>
      )}
      <FileButton accept="image/*" inputProps={ANEW} onChange={(file) => void take(file)}>
        {(button) => (
          <Button {...button} {...busy} variant="default">
            {hasCamera ? t('photo.choose') : label}
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
