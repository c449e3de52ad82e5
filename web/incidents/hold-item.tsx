import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold, Incident } from '../api/api-types.ts';
import { releaseHold, secondHold } from '../api/hold-api.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { HoldForm } from './hold-form.tsx';
import styles from './hold-panel.module.css';
import { ReasonForm } from './reason-form.tsx';
import { useHoldRefresh } from './use-hold-refresh.ts';
import { isOpenHold, useHoldText } from './use-hold-text.ts';

interface HoldItemProps {
  readonly incident: Incident;
  readonly hold: Hold;
}

/** One hold: which camera, which time, until when; and what an officer may do with it. */
export function HoldItem({ incident, hold }: HoldItemProps): ReactElement {
  const { t } = useTranslation();
  const textOf = useHoldText();
  return (
    <li className={styles.item}>
      <span>
        <Link to="/cameras/$cameraId" params={{ cameraId: hold.cameraId }}>
          {hold.cameraName}
        </Link>
        {hold.incident.id !== incident.id && ` (${t('hold.fromReport', { number: hold.incident.referenceNumber })})`}
      </span>
      <span>{formatInterval(hold.from, hold.to, true)}</span>
      <span className={styles.quiet}>{textOf(hold)}</span>
      {hold.reason !== '' && <span className={styles.quiet}>{t('hold.reason', { reason: hold.reason })}</span>}
      {isOpenHold(hold) && hold.outside !== null && <strong>{t(`hold.outside.${hold.outside}`)}</strong>}
      {isOpenHold(hold) && <HoldActions incident={incident} hold={hold} />}
    </li>
  );
}

function HoldActions({ incident, hold }: HoldItemProps): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const user = useCurrentUser();
  const [asking, setAsking] = useState<'release' | 'keep' | null>(null);
  const refresh = useHoldRefresh(incident.id);
  if (asking === 'keep') return <HoldForm incidentId={incident.id} cameraId={hold.cameraId} span={() => hold} onDone={() => setAsking(null)} />;
  if (asking === 'release') {
    const release = async (reason: string) => {
      await releaseHold(hold.id, reason);
      await refresh();
    };
    return <ReasonForm label={t('hold.releaseReason')} save={t('hold.release')} onSave={release} onDone={() => setAsking(null)} />;
  }
  const name = hold.cameraName;
  return (
    <Group gap="xs">
      {hold.state === 'pending' && hold.requestId === null && may('request.second') && hold.createdBy?.id !== user.id && (
        <SecondButton incident={incident} hold={hold} />
      )}
      {hold.automatic && may('hold.create') && incident.mergedInto === null && hold.incident.id === incident.id && (
        <Button size="sm" aria-label={t('hold.keepLabel', { name })} onClick={() => setAsking('keep')}>
          {t('hold.keep')}
        </Button>
      )}
      {hold.requestId === null && may('hold.release') && (
        <Button size="sm" variant="default" aria-label={t('hold.releaseLabel', { name })} onClick={() => setAsking('release')}>
          {t('hold.release')}
        </Button>
      )}
    </Group>
  );
}

function SecondButton({ incident, hold }: HoldItemProps): ReactElement {
  const { t } = useTranslation();
  const refresh = useHoldRefresh(incident.id);
  const seconding = useMutation({ mutationFn: () => secondHold(hold.id), onSuccess: refresh });
  return (
    <>
      <Button size="sm" loading={seconding.isPending} onClick={() => seconding.mutate()}>
        {t('hold.second')}
      </Button>
      {seconding.error && (
        <Text component="div">
          <ProblemView error={seconding.error} />
        </Text>
      )}
    </>
  );
}
