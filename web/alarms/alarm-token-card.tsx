import { Button, Text } from '@mantine/core';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../api/call-api.ts';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './alarms.module.css';

/** A token that was just made, and of which bell. */
export interface ShownToken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** A bell's new token with what a device needs besides; it takes the focus, since it is shown this once. */
export function AlarmTokenCard({ shown, onClose }: { readonly shown: ShownToken; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [shown.token]);
  return (
    <div ref={box} tabIndex={-1}>
      <SectionCard title={t('alarmPoints.token', { name: shown.name })}>
        <Text fw={600}>{t('alarmPoints.tokenText')}</Text>
        <Text>{t('alarmPoints.address')}</Text>
        <code className={styles.token}>{`POST ${location.origin}${apiUrl('POST /alarm-points/{id}/alarms', { path: { id: shown.id } })}`}</code>
        <Text>{t('alarmPoints.header')}</Text>
        <code className={styles.token} data-testid="alarm-token">{`Authorization: Bearer ${shown.token}`}</code>
        <Button variant="default" onClick={onClose} style={{ alignSelf: 'start' }}>
          {t('alarmPoints.close')}
        </Button>
      </SectionCard>
    </div>
  );
}
