import { Button, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listAlarmPoints } from '../api/alarm-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { AlarmPointForm } from './alarm-point-form.tsx';
import { AlarmPointItem } from './alarm-point-item.tsx';
import { AlarmTokenCard, type ShownToken } from './alarm-token-card.tsx';

/** `/alarm-points`: the bells; administrators put them up, give them tokens and take them down. */
export function AlarmPointsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [shown, setShown] = useState<ShownToken | null>(null);
  const [isAdding, setAdding] = useState(false);
  if (!may('alarm_point.read')) return <NotAllowedPage />;
  const add = may('alarm_point.write') && !isAdding && <Button onClick={() => setAdding(true)}>{t('alarmPoints.add')}</Button>;
  return (
    <PageFrame title={t('alarmPoints.title')} aside={add}>
      <Text>{t('alarmPoints.lead')}</Text>
      {may('duty.write') && <Link to="/roster">{t('duty.roster')}</Link>}
      {shown !== null && <AlarmTokenCard shown={shown} onClose={() => setShown(null)} />}
      {isAdding && (
        <SectionCard title={t('alarmPoints.add')}>
          <AlarmPointForm
            onAdded={(token) => {
              setAdding(false);
              setShown(token);
            }}
          />
        </SectionCard>
      )}
      <AlarmPointList onToken={setShown} />
    </PageFrame>
  );
}

function AlarmPointList({ onToken }: { readonly onToken: (token: ShownToken) => void }): ReactElement {
  const { t } = useTranslation();
  const pages = useCursorPages({
    queryKey: queryKeys.alarmPoints,
    fetchPage: (cursor, signal) => listAlarmPoints(cursor, signal),
  });
  return (
    <QueryView query={pages}>
      {(data) => {
        const points = data.pages.flatMap(({ items }) => items);
        return (
          <>
            {points.length === 0 && <EmptyView text={t('alarmPoints.none')} />}
            <ul className={cards.list}>
              {points.map((point) => (
                <AlarmPointItem key={point.id} point={point} onToken={onToken} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        );
      }}
    </QueryView>
  );
}
