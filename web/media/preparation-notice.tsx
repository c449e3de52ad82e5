import { Alert, Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preparation } from '../api/media-api.ts';

interface PreparationNoticeProps {
  readonly state: Exclude<Preparation, 'ready'> | 'preparing';
  readonly onReopen: () => void;
}

/** Why something can't be watched yet, or not at all. */
export function PreparationNotice({ state, onReopen }: PreparationNoticeProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Alert role="status" color={state === 'preparing' ? 'blue' : 'red'} title={t(`watch.state.${state}`)}>
      {state === 'refused' && (
        <>
          <p>{t('watch.refusedHint')}</p>
          <Button onClick={onReopen}>{t('watch.openHere')}</Button>
        </>
      )}
    </Alert>
  );
}
