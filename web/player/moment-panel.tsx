import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseMoment, Page } from '../api/api-types.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { deleteMoment } from '../api/moment-api.ts';
import { formatDay, formatInstant } from '../formats/instant-format.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { formatMoment } from './moment-format.ts';
import styles from './player.module.css';
import { useMomentRefresh } from './use-moments.ts';

interface MomentPanelProps {
  readonly incidentId: string;
  readonly pages: CursorPages<Page<CaseMoment>>;
  /** Whether a moment can be gone to with the cameras that are chosen. */
  readonly canShow: (moment: CaseMoment) => boolean;
  readonly onShow: (moment: CaseMoment) => void;
  /** The form that marks one. */
  readonly children: ReactNode;
}

/** Marked moments of a case in the order of true time, and the form that marks another. */
export function MomentPanel({ incidentId, pages, canShow, onShow, children }: MomentPanelProps): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('player.moments')}>
      {children}
      <QueryView query={pages}>
        {(data) => {
          const moments = data.pages.flatMap(({ items }) => items);
          if (moments.length === 0) return <p className={styles.quiet}>{t('player.noMoments')}</p>;
          return (
            <ul className={styles.moments} aria-label={t('player.moments')}>
              {moments
                .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
                .map((moment) => (
                  <MomentItem key={moment.id} incidentId={incidentId} moment={moment} canShow={canShow(moment)} onShow={() => onShow(moment)} />
                ))}
            </ul>
          );
        }}
      </QueryView>
      <MoreButton pages={pages} />
    </SectionCard>
  );
}

interface MomentItemProps {
  readonly incidentId: string;
  readonly moment: CaseMoment;
  readonly canShow: boolean;
  readonly onShow: () => void;
}

function MomentItem({ incidentId, moment, canShow, onShow }: MomentItemProps): ReactElement {
  const { t } = useTranslation();
  const { id: userId } = useCurrentUser();
  const refresh = useMomentRefresh(incidentId);
  const removing = useMutation({
    mutationFn: async () => {
      await deleteMoment(moment.id);
      await refresh();
    },
  });
  const atMs = Date.parse(moment.at);
  const at = `${formatDay(atMs)} ${formatMoment(atMs)}`;
  return (
    <li className={styles.moment}>
      <span>
        <b>{at}</b> {moment.cameraName}
      </span>
      {moment.note !== '' && <span className={styles.note}>{moment.note}</span>}
      <span className={styles.quiet}>{t('player.markedBy', { name: moment.markedBy.username, at: formatInstant(moment.markedAt) })}</span>
      <Group gap="xs">
        {canShow && (
          <Button size="xs" variant="default" aria-label={t('player.goThereLabel', { at })} onClick={onShow}>
            {t('player.goThere')}
          </Button>
        )}
        {moment.markedBy.id === userId && (
          <Button size="xs" variant="default" aria-label={t('player.deleteLabel', { at })} loading={removing.isPending} onClick={() => removing.mutate()}>
            {t('player.delete')}
          </Button>
        )}
      </Group>
      {removing.error && <ProblemView error={removing.error} />}
    </li>
  );
}
