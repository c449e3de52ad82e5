import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { cornerAt, type Corner } from './mask-drawing.ts';
import styles from './masks.module.css';

interface CornerListProps {
  readonly corners: readonly Corner[];
  readonly onMove: (index: number, corner: Corner) => void;
  readonly onAddAfter: (index: number) => void;
  readonly onRemove: (index: number) => void;
}

/** The corners as numbers, for whoever draws neither by pointer nor by arrow keys. */
export function CornerList({ corners, onMove, onAddAfter, onRemove }: CornerListProps): ReactElement {
  const { t } = useTranslation();
  return (
    <ol className={styles.corners} aria-label={t('masks.corners')}>
      {corners.map(([x, y], index) => (
        <li key={index} className={styles.numbers}>
          <ShareField label={t('masks.across', { nth: index + 1 })} share={x} onChange={(share) => onMove(index, cornerAt(share, y))} />
          <ShareField label={t('masks.down', { nth: index + 1 })} share={y} onChange={(share) => onMove(index, cornerAt(x, share))} />
          <Button variant="default" size="sm" aria-label={t('masks.addAfterNth', { nth: index + 1 })} onClick={() => onAddAfter(index)}>
            {t('masks.addAfter')}
          </Button>
          <Button variant="default" size="sm" aria-label={t('masks.removeNth', { nth: index + 1 })} onClick={() => onRemove(index)}>
            {t('masks.remove')}
          </Button>
        </li>
      ))}
    </ol>
  );
}

interface ShareFieldProps {
  readonly label: string;
  readonly share: number;
  readonly onChange: (share: number) => void;
}

/** A part of the picture in per cent, with comma or point. What can't be read changes nothing and is put right when the field is left. */
function ShareField({ label, share, onChange }: ShareFieldProps): ReactElement {
  const formats = useFormats();
  const [typed, setTyped] = useState<string | null>(null);
  function type(text: string): void {
    setTyped(text);
    const percent = Number(text.trim().replace(',', '.'));
    if (text.trim() !== '' && percent >= 0 && percent <= 100) onChange(percent / 100);
  }
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      rightSection="%"
      value={typed ?? formats.number(share * 100, 2)}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
