import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold } from '../api/api-types.ts';
import { listCameraHolds } from '../api/hold-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInterval } from '../formats/instant-format.ts';
import styles from '../incidents/hold-panel.module.css';
import { isOpenHold, useHoldText } from '../incidents/use-hold-text.ts';
import { useCategoryName } from '../incidents/use-incidents.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** What of a camera's footage is kept longer than usual, for which case and until when, in words for its board. */
export function CameraHolds({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  // the look is recorded, so live changes of the camera don't repeat it
  const holds = useQuery({ queryKey: queryKeys.footageIndex(cameraId, 'holds'), queryFn: ({ signal }) => listCameraHolds(cameraId, signal) });
  return (
    <SectionCard title={t('cameraHold.title')}>
      <QueryView query={holds}>
        {({ items, nextCursor }) => (
          <>
            <HoldsByState holds={items} />
            {nextCursor !== null && <Text className={styles.quiet}>{t('cameraHold.more', { count: items.length })}</Text>}
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}

function HoldsByState({ holds }: { readonly holds: readonly Hold[] }): ReactElement {
  const { t } = useTranslation();
  const open = holds.filter(isOpenHold);
  const ended = holds.filter((hold) => !isOpenHold(hold));
  return (
    <>
      <Text>{open.length === 0 ? t('cameraHold.none') : t('cameraHold.what')}</Text>
      {open.length > 0 && <HoldLines holds={open} />}
      {ended.length > 0 && (
        <details className={styles.ended}>
          <summary>{t('hold.ended', { count: ended.length })}</summary>
          <HoldLines holds={ended} />
        </details>
      )}
    </>
  );
}

function HoldLines({ holds }: { readonly holds: readonly Hold[] }): ReactElement {
  const { t } = useTranslation();
  const textOf = useHoldText();
  const categoryName = useCategoryName();
  return (
    <ul className={styles.list}>
      {holds.map((hold) => (
        <li key={hold.id} className={styles.item}>
          <b>{formatInterval(hold.from, hold.to, true)}</b>
          <span>
            {t('cameraHold.line', { category: categoryName(hold.incident.category), number: hold.incident.referenceNumber, organisation: hold.heldFor })}
          </span>
          <span className={styles.quiet}>{textOf(hold)}</span>
          {hold.reason !== '' && <span className={styles.quiet}>{t('hold.reason', { reason: hold.reason })}</span>}
        </li>
      ))}
    </ul>
  );
}
