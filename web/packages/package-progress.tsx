import { Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidencePackage } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useJob, useWhenDone } from '../cameras/use-job.ts';
import { useFormats } from '../formats/use-formats.ts';
import cards from '../ui/card-list.module.css';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './packages.module.css';

interface PackageProgressProps {
  readonly evidence: EvidencePackage;
  /** Its job is the reader's own: others see how far it was when the list was loaded. */
  readonly isFollowed: boolean;
}

/** How far a package is; when it ends, the lists of packages are loaded again. */
export function PackageProgress({ evidence, isFollowed }: PackageProgressProps): ReactElement {
  const { t } = useTranslation();
  const { ratio } = useFormats();
  const known = useKnownText();
  const client = useQueryClient();
  const { data: job } = useJob(isFollowed ? evidence.id : null);
  useWhenDone(job, () => void client.invalidateQueries({ queryKey: queryKeys.packages }));
  // whole percents: a figure that jumps with each byte says no more
  const done = Math.floor(100 * (job?.progress ?? evidence.progress)) / 100;
  const isWaiting = (job?.state ?? evidence.state) === 'waiting';
  const waitsFor = isWaiting ? (job === undefined ? evidence.error : job.error) : null;
  return (
    <div className={styles.progress}>
      {waitsFor !== null && <p className={cards.line}>{known(`package.error.${waitsFor.code}`, t('package.error.other'))}</p>}
      <p className={cards.line}>{isWaiting ? t('package.queued') : t('package.building', { done: ratio(done) })}</p>
      <Progress.Root size="lg">
        <Progress.Section value={100 * done} aria-label={t('package.progress')} aria-valuetext={ratio(done)} />
      </Progress.Root>
    </div>
  );
}
