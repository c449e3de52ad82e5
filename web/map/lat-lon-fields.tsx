import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './lat-lon-fields.module.css';

/** Degrees as they were typed. */
interface LatLonDraft {
  readonly latText: string;
  readonly lonText: string;
}

interface LatLonFieldsProps {
  readonly draft: LatLonDraft;
  readonly change: (part: Partial<LatLonDraft>) => void;
  readonly latError: string | null;
  readonly lonError: string | null;
}

/** Latitude and longitude, typed. */
export function LatLonFields({ draft, change, latError, lonError }: LatLonFieldsProps): ReactElement {
  const { t } = useTranslation();
  const shared = { required: true, inputMode: 'decimal' } as const;
  return (
    <div className={styles.pair}>
      <TextInput
        {...shared}
        label={t('cameraForm.lat')}
        value={draft.latText}
        error={latError}
        onChange={(event) => change({ latText: event.currentTarget.value })}
      />
      <TextInput
        {...shared}
        label={t('cameraForm.lon')}
        value={draft.lonText}
        error={lonError}
        onChange={(event) => change({ lonText: event.currentTarget.value })}
      />
    </div>
  );
}
