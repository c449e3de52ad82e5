import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toIso } from '../../domain/time-interval.ts';
import type { ClockReading } from '../api/api-types.ts';
import { listClockReadings } from '../api/clock-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { useMay } from '../session/session-context.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './clock-section.module.css';
import { PhotoReadingForm } from './photo-reading-form.tsx';
import { ReadingWords } from './reading-words.tsx';
import { TypedReadings } from './typed-readings.tsx';
import type { NamedClock } from './waiting-reading.ts';

const LOOK_BACK_MS = 365 * 86_400_000;

/** How far off a clock is by its newest readings, and a form for what a person reads on the device's own screen. */
export function ClockSection({ owner }: { readonly owner: NamedClock }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [typing, setTyping] = useState(false);
  const [stored, setStored] = useState<ClockReading | null>(null);
  const recent = useQuery({
    queryKey: queryKeys.clock(owner.kind, owner.id),
    queryFn: ({ signal }) => listClockReadings(owner, toIso(Date.now() - LOOK_BACK_MS), signal),
  });
  const done = (reading: ClockReading | null): void => {
    setTyping(false);
    setStored(reading);
  };
  return (
    <SectionCard title={t('clockForm.title')}>
      <QueryView query={recent}>{({ items }) => <Readings readings={items.filter(({ withdrawn }) => withdrawn === null)} />}</QueryView>
      <TypedReadings owner={owner} />
      <div role="status">
        {stored && (
          <Alert color={stored.contradicts ? 'orange' : 'green'} title={t('clockForm.stored')}>
            <ReadingWords reading={stored} />
          </Alert>
        )}
      </div>
      <WaitingMark recordId={owner.id} only="clock_reading" />
      {may('clock.record') && !typing && (
        <Button variant="default" onClick={() => setTyping(true)}>
          {t('clockForm.open')}
        </Button>
      )}
      {typing && <PhotoReadingForm owner={owner} onDone={done} />}
    </SectionCard>
  );
}

function Readings({ readings }: { readonly readings: readonly ClockReading[] }): ReactElement {
  const { t } = useTranslation();
  if (readings.length === 0) return <Text>{t('clockForm.none')}</Text>;
  return (
    <ul className={styles.list}>
      {readings.map((reading) => (
        <li key={reading.id}>
          <span className={styles.when}>{formatInstantSeconds(reading.trueTime)}</span>
          <br />
          <ReadingWords reading={reading} />
        </li>
      ))}
    </ul>
  );
}
