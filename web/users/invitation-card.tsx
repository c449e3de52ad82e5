import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../formats/instant-format.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './users.module.css';

/** An invitation that was just made. */
export interface ShownInvitation {
  readonly username: string;
  /** Missing when the answer was sent a second time: make a new one. */
  readonly token?: string | undefined;
  readonly expiresAt: string;
}

/** The link and QR code of an invitation, to show or print; it takes the focus, since it is shown this once. */
export function InvitationCard({ shown, onClose }: { readonly shown: ShownInvitation; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [shown.token]);
  // behind the # it reaches no server and no log
  const link = shown.token === undefined ? null : `${location.origin}/invitation#${shown.token}`;
  return (
    <div ref={box} tabIndex={-1} data-sheet>
      <SectionCard title={t('users.invitationFor', { name: shown.username })}>
        {link === null ? (
          <Text>{t('users.invitationGone')}</Text>
        ) : (
          <>
            <Text>{t('users.invitationText', { until: formatInstant(shown.expiresAt) })}</Text>
            <QrCode text={link} label={t('users.invitationQr', { name: shown.username })} />
            <code className={styles.link} data-testid="invitation-link">
              {link}
            </code>
          </>
        )}
        <Group>
          {link !== null && (
            <Button variant="default" onClick={() => window.print()}>
              {t('account.print')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Group>
      </SectionCard>
    </div>
  );
}
