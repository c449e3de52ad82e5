import { Checkbox, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session-context.ts';
import styles from './camera-finder.module.css';
import { CameraList } from './camera-list.tsx';
import { StateFilter } from './state-filter.tsx';
import type { CameraListFilter } from './use-camera-filter.ts';

interface CameraFinderProps {
  readonly filter: CameraListFilter;
  /** Changes these parts of it. */
  readonly onFilter: (part: Partial<CameraListFilter>) => void;
  /** Show this camera on the map. */
  readonly onLocate: (cameraId: string) => void;
}

const TYPING_PAUSE_MS = 300;

/** Search, filter by state with counts (which is the map's legend as well), and the cameras found. */
export function CameraFinder({ filter, onFilter, onLocate }: CameraFinderProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [text, setText] = useState(filter.q ?? '');
  const search = useDebouncedCallback((q: string) => onFilter({ q: q.trim() || undefined }), TYPING_PAUSE_MS);
  return (
    <section className={styles.finder} aria-label={t('cameraList.label')}>
      <search className={styles.controls}>
        <TextInput
          type="search"
          label={t('cameraList.search')}
          maxLength={100}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            search(event.currentTarget.value);
          }}
        />
        <StateFilter value={filter.state} onChange={(state) => onFilter({ state })} />
        {(may('camera.confirm') || filter.confirmationDue !== undefined) && (
          <Checkbox
            label={t('cameraList.confirmationDue')}
            checked={filter.confirmationDue !== undefined}
            onChange={(event) => onFilter({ confirmationDue: event.currentTarget.checked ? 'true' : undefined })}
          />
        )}
      </search>
      <CameraList filter={filter} onLocate={onLocate} />
    </section>
  );
}
