import { Switch, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listAlarms, listDutyOfficers } from '../api/alarm-api.ts';
import type { Alarm } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatTime } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { AlarmItem } from './alarm-item.tsx';
import { ALARM_REFETCH_MS, OPEN_ALARMS } from './open-alarms.ts';
import { useAlarmSound } from './use-alarm-sound.ts';

/** `/duty`: the screen of those on duty. Bells that ring show at once, are announced to screen readers, and can be heard. */
export function DutyPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('alarm.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('duty.title')} aside={<Link to="/roster">{t('duty.roster')}</Link>}>
      <Text>{t('duty.lead')}</Text>
      <OwnDuty />
      <Alarms />
    </PageFrame>
  );
}

/** Whether the user is on duty; nothing for who is no officer. */
function OwnDuty(): ReactElement {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const officers = useQuery({
    queryKey: [...queryKeys.duty, 'officers'],
    queryFn: ({ signal }) => listDutyOfficers(signal),
    refetchInterval: ALARM_REFETCH_MS,
  });
  return (
    <QueryView query={officers}>
      {({ items }) => {
        const own = items.find(({ id }) => id === user.id);
        return own && <Text fw={600}>{own.onDuty ? t('duty.onDuty') : t('duty.offDuty')}</Text>;
      }}
    </QueryView>
  );
}

function Alarms(): ReactElement {
  const { t } = useTranslation();
  const open = useQuery(OPEN_ALARMS);
  const taken = useQuery({ queryKey: [...queryKeys.alarms, false], queryFn: ({ signal }) => listAlarms(false, signal), refetchInterval: ALARM_REFETCH_MS });
  const ringing = useMemo(() => open.data?.items.map(({ id }) => id), [open.data]);
  const sound = useAlarmSound(ringing);
  return (
    <>
      <Switch size="md" checked={sound.isOn} onChange={sound.toggle} label={t('duty.sound')} />
      <Announcements ringing={open.data?.items ?? []} />
      <SectionCard title={t('duty.open')}>
        <QueryView query={open}>{({ items }) => <AlarmList items={items} none={t('duty.none')} />}</QueryView>
      </SectionCard>
      <SectionCard title={t('duty.taken')}>
        <QueryView query={taken}>{({ items }) => <AlarmList items={items} none={t('duty.noneTaken')} />}</QueryView>
      </SectionCard>
    </>
  );
}

/** Read out as they come, each once: after a break several come together, and those that were heard aren't read again. */
function Announcements({ ringing }: { readonly ringing: readonly Alarm[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <VisuallyHidden component="div" role="alert" aria-live="assertive" aria-atomic="false">
      {ringing.map(({ id, name, unitName: unit, test, lastPressedAt }) => (
        <div key={id}>
          {test ? t('duty.announceTest', { name, at: formatTime(lastPressedAt) }) : t('duty.announce', { name, unit, at: formatTime(lastPressedAt) })}
        </div>
      ))}
    </VisuallyHidden>
  );
}

function AlarmList({ items, none }: { readonly items: readonly Alarm[]; readonly none: string }): ReactElement {
  if (items.length === 0) return <EmptyView text={none} />;
  return (
    <ul className={cards.list}>
      {items.map((alarm) => (
        <AlarmItem key={alarm.id} alarm={alarm} />
      ))}
    </ul>
  );
}
