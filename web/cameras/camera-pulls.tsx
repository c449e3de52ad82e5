import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootagePull } from '../api/api-types.ts';
import { listCameraPulls } from '../api/pull-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInterval } from '../formats/instant-format.ts';
import styles from '../incidents/hold-panel.module.css';
import { PullFacts } from '../incidents/pull-facts.tsx';
import { useCategoryName } from '../incidents/use-incidents.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** Who fetched footage from a camera's device, for which case, for its board to read. */
export function CameraPulls({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  // the look is recorded, so live changes of the camera don't repeat it
  const pulls = useQuery({ queryKey: queryKeys.footageIndex(cameraId, 'pulls'), queryFn: ({ signal }) => listCameraPulls(cameraId, signal) });
  return (
    <SectionCard title={t('cameraPull.title')}>
      <QueryView query={pulls}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <Text>{t('cameraPull.none')}</Text> : <PullLines pulls={items} />}
            {nextCursor !== null && <Text className={styles.quiet}>{t('cameraPull.more', { count: items.length })}</Text>}
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}

function PullLines({ pulls }: { readonly pulls: readonly FootagePull[] }): ReactElement {
  const { t } = useTranslation();
  const categoryName = useCategoryName();
  return (
    <ul className={styles.list}>
      {pulls.map((pull) => (
        <li key={pull.id} className={styles.item}>
          <b>{formatInterval(pull.from, pull.to, true)}</b>
          <span>
            {t('cameraHold.line', { category: categoryName(pull.incident.category), number: pull.incident.referenceNumber, organisation: pull.pulledFor })}
          </span>
          <PullFacts pull={pull} />
        </li>
      ))}
    </ul>
  );
}
