import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { endDutyShift, listDutyShifts } from '../api/alarm-api.ts';
import type { DutyShift } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RetireButton } from '../ui/retire-button.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { ShiftForm } from './shift-form.tsx';

/** `/roster`: who is on duty in the coming week; commanders and administrators plan it. */
export function RosterPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const shifts = useQuery({ queryKey: [...queryKeys.duty, 'shifts'], queryFn: ({ signal }) => listDutyShifts(signal) });
  if (!may('duty.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('roster.title')}>
      <Text>{t('roster.lead')}</Text>
      <QueryView query={shifts}>
        {({ items }) => (
          <>
            {items.length === 0 && <EmptyView text={t('roster.none')} />}
            <ul className={cards.list}>
              {items.toReversed().map((shift) => (
                <ShiftItem key={shift.id} shift={shift} />
              ))}
            </ul>
          </>
        )}
      </QueryView>
      {may('duty.write') && (
        <SectionCard title={t('roster.add')}>
          <ShiftForm />
        </SectionCard>
      )}
    </PageFrame>
  );
}

function ShiftItem({ shift }: { readonly shift: DutyShift }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const isNow = Date.parse(shift.from) <= Date.now() && Date.now() < Date.parse(shift.to);
  return (
    <li className={`${cards.item} ${cards.marked}`}>
      <div className={cards.head}>
        <span className={cards.name}>{shift.user.name}</span>
        {isNow && <ToneTag tone="good">{t('roster.now')}</ToneTag>}
      </div>
      <Text>{formatInterval(shift.from, shift.to)}</Text>
      <Text c="dimmed">{shift.organisation.name}</Text>
      {may('duty.write') && (
        <div className={cards.head}>
          <RetireButton
            label={t('roster.end')}
            name={shift.user.name}
            title={t('roster.endTitle', { name: shift.user.name, during: formatInterval(shift.from, shift.to) })}
            text={t('roster.endText')}
            retire={() => endDutyShift(shift.id)}
            onRetired={() => client.invalidateQueries({ queryKey: queryKeys.duty })}
          />
        </div>
      )}
    </li>
  );
}
