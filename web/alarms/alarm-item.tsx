import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { acknowledgeAlarm } from '../api/alarm-api.ts';
import type { Alarm } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './alarms.module.css';

/** One alarm: where and when, what was taken, who has it, and the way to its incident. */
export function AlarmItem({ alarm }: { readonly alarm: Alarm }): ReactElement {
  const { t } = useTranslation();
  const { planned, taken, missed, cancelled } = alarm.burst;
  const all = planned + taken + missed + cancelled;
  return (
    <li className={`${cards.item} ${cards.marked} ${alarm.acknowledgedAt === null ? styles.ringing : ''}`}>
      <div className={cards.head}>
        <span className={cards.name}>{alarm.name}</span>
        {alarm.test && <ToneTag tone="plain">{t('duty.test')}</ToneTag>}
      </div>
      <Text>{alarm.unitName}</Text>
      <Text>
        {t('duty.raised', { at: formatInstantSeconds(alarm.raisedAt) })}
        {alarm.pressCount > 1 && `, ${t('duty.presses', { count: alarm.pressCount })}`}
      </Text>
      {alarm.toldAll && <Text>{t('duty.toldAll')}</Text>}
      {alarm.unansweredSince !== null && alarm.acknowledgedAt === null && <Text fw={600}>{t('duty.unanswered')}</Text>}
      {alarm.nearGathering && <Text>{t('duty.nearGathering')}</Text>}
      {all > 0 && (
        <Text>
          {t('duty.burst', { taken, all })}. {t('duty.burstHint')}
        </Text>
      )}
      {alarm.acknowledgedBy !== null && (
        <Text>{t('duty.takenBy', { name: alarm.acknowledgedBy.name, at: formatInstantSeconds(alarm.acknowledgedAt ?? '') })}</Text>
      )}
      <AlarmSteps alarm={alarm} />
    </li>
  );
}

function AlarmSteps({ alarm }: { readonly alarm: Alarm }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const taking = useMutation({ mutationFn: () => acknowledgeAlarm(alarm.id), onSettled: () => client.invalidateQueries({ queryKey: queryKeys.alarms }) });
  return (
    <>
      {taking.error && <ProblemView error={taking.error} />}
      <div className={cards.head}>
        {alarm.acknowledgedAt === null && may('alarm.acknowledge') && (
          <Button size="md" color="red.9" loading={taking.isPending} aria-label={t('duty.takeName', { name: alarm.name })} onClick={() => taking.mutate()}>
            {t('duty.take')}
          </Button>
        )}
        {alarm.incidentId !== null && (
          <Link to="/incidents/$incidentId" params={{ incidentId: alarm.incidentId }}>
            {t('duty.incident', { reference: alarm.referenceNumber ?? '' })}
          </Link>
        )}
      </div>
    </>
  );
}
