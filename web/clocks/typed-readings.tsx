import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toIso } from '../../domain/time-interval.ts';
import type { ClockReading } from '../api/api-types.ts';
import { listTypedReadings, withdrawClockReading, type ClockOwner } from '../api/clock-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import styles from './clock-section.module.css';
import { ReadingWords } from './reading-words.tsx';

const LOOK_BACK_MS = 365 * 86_400_000;

/** What people read of a clock, withdrawn readings struck through with their reason; and the way to withdraw one that was typed wrong. */
export function TypedReadings({ owner }: { readonly owner: ClockOwner }): ReactElement | null {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const typed = useQuery({
    queryKey: [...queryKeys.clock(owner.kind, owner.id), 'typed'],
    queryFn: ({ signal }) => listTypedReadings(owner, toIso(Date.now() - LOOK_BACK_MS), signal),
  });
  if (typed.isError && typed.data === undefined) return <ProblemView error={typed.error} onRetry={() => void typed.refetch()} />;
  const items = typed.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('clockForm.typed', { count: items.length })}</summary>
      {open && (
        <ul className={styles.list}>
          {items.map((reading) => (
            <TypedReading key={reading.id} owner={owner} reading={reading} />
          ))}
        </ul>
      )}
    </details>
  );
}

function TypedReading({ owner, reading }: { readonly owner: ClockOwner; readonly reading: ClockReading }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const at = formatInstantSeconds(reading.trueTime);
  const withdraw = async (reason: string) => {
    await withdrawClockReading(owner, reading.id, reason);
    await Promise.all([client.invalidateQueries({ queryKey: queryKeys.clocks }), client.invalidateQueries({ queryKey: queryKeys.cameraLists })]);
  };
  if (reading.withdrawn !== null) {
    return (
      <li>
        <s>
          <span className={styles.when}>{at}</span> <ReadingWords reading={reading} />
        </s>{' '}
        {t('clockForm.withdrawn', { name: reading.withdrawn.by, at: formatInstantSeconds(reading.withdrawn.at), reason: reading.withdrawn.reason })}
      </li>
    );
  }
  return (
    <li>
      <span className={styles.when}>{at}</span> <ReadingWords reading={reading} />{' '}
      {may('clock.record') && !asking && (
        <Button size="sm" variant="default" aria-label={t('clockForm.withdrawLabel', { at })} onClick={() => setAsking(true)}>
          {t('clockForm.withdraw')}
        </Button>
      )}
      {asking && <ReasonForm label={t('clockForm.withdrawReason')} save={t('clockForm.withdraw')} onSave={withdraw} onDone={() => setAsking(false)} />}
    </li>
  );
}
