import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './player.module.css';

/** As many cameras as are watched at once. */
export const MOST_CAMERAS = 4;

interface CameraChoiceProps {
  readonly cameras: readonly { readonly id: string; readonly name: string }[];
  readonly chosenIds: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

/** Which cameras stand side by side: what is not chosen is not opened, and so no look at it. Nothing when there is only one. */
export function CameraChoice({ cameras, chosenIds, onChoose }: CameraChoiceProps): ReactElement | null {
  const { t } = useTranslation();
  if (cameras.length < 2) return null;
  return (
    <fieldset className={styles.choice}>
      <legend>{t('player.choose', { count: MOST_CAMERAS })}</legend>
      {cameras.map(({ id, name }) => {
        const isChosen = chosenIds.includes(id);
        return (
          <Checkbox
            key={id}
            label={name}
            checked={isChosen}
            disabled={isChosen ? chosenIds.length === 1 : chosenIds.length >= MOST_CAMERAS}
            onChange={() => onChoose(isChosen ? chosenIds.filter((other) => other !== id) : [...chosenIds, id])}
          />
        );
      })}
    </fieldset>
  );
}
