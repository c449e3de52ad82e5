import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { CAMERA_STATES } from '../../domain/camera-terms.ts';
import type { CoverageSummary } from '../api/api-types.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { useFormats } from '../formats/use-formats.ts';
import { StateIcon } from '../map/state-icon.tsx';
import styles from './key-figures.module.css';
import { ShareBar } from './share-bar.tsx';
import { searchOf, type CoverageCameraSearch, type CoverageSearch } from './coverage-search.ts';

interface KeyFiguresProps {
  readonly summary: CoverageSummary;
  readonly question: CoverageQuestion;
}

/** The numbers that a meeting begins with; each leads to its cameras or neighbourhoods. */
export function KeyFigures({ summary, question }: KeyFiguresProps): ReactElement {
  const { t } = useTranslation();
  const { number, ratio } = useFormats();
  const { total, working, byState, groups, uptimeRatio, knownRatio } = summary;
  const list = (more: Partial<CoverageCameraSearch>): CoverageCameraSearch => ({ ...searchOf(question), ...more });
  const notWorking = total - working;
  return (
    <section aria-label={t('coverage.keyFigures')}>
      <ul className={styles.keys}>
        <Figure label={t('coverage.cameras')} cameras={list({})} value={number(total)} />
        <Figure label={t('coverage.working')} cameras={list({ works: 'true' })} value={number(working)} share={total === 0 ? null : working / total} />
        <Figure
          label={t('coverage.notWorking')}
          cameras={list({ works: 'false' })}
          value={number(notWorking)}
          note={byState.unknown > 0 ? t('coverage.ofThemUnknown', { count: byState.unknown }) : undefined}
        />
        <Figure
          label={t('coverage.groups')}
          groups={groups.all === 0 ? undefined : searchOf(question)}
          value={`${number(groups.taking)}/${number(groups.all)}`}
          share={groups.all === 0 ? null : groups.taking / groups.all}
        />
        <Figure
          label={t('coverage.uptime')}
          cameras={total === 0 ? undefined : list({ sort: 'uptime' })}
          value={uptimeRatio === null ? t('coverage.notKnown') : ratio(uptimeRatio)}
          note={knownRatio === null ? undefined : t('coverage.known', { share: ratio(knownRatio) })}
        />
      </ul>
      <ul className={styles.states}>
        {CAMERA_STATES.filter((state) => byState[state] > 0).map((state) => (
          <li key={state}>
            <Link to="/coverage/cameras" search={list({ state })}>
              <StateIcon state={state} size={20} />
              {t(`cameraState.${state}`)} <b>{number(byState[state])}</b>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  /** The cameras behind it. */
  readonly cameras?: CoverageCameraSearch | undefined;
  /** The neighbourhoods behind it. */
  readonly groups?: CoverageSearch | undefined;
  readonly share?: number | null;
  readonly note?: string | undefined;
}

function Figure({ label, value, cameras, groups, share = null, note }: FigureProps): ReactElement {
  const { ratio } = useFormats();
  const body: ReactNode = (
    <>
      <span className={styles.label}>{label}</span>
      <b className={styles.value}>{value}</b>
      {share !== null && (
        <>
          <ShareBar ratio={share} />
          <span className={styles.note}>{ratio(share)}</span>
        </>
      )}
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </>
  );
  return (
    <li>
      <FigureLink cameras={cameras} groups={groups}>
        {body}
      </FigureLink>
    </li>
  );
}

function FigureLink({ cameras, groups, children }: Pick<FigureProps, 'cameras' | 'groups'> & { readonly children: ReactNode }): ReactElement {
  if (cameras !== undefined)
    return (
      <Link to="/coverage/cameras" search={cameras} className={styles.key}>
        {children}
      </Link>
    );
  if (groups !== undefined)
    return (
      <Link to="/coverage/groups" search={groups} className={styles.key}>
        {children}
      </Link>
    );
  return <span className={styles.key}>{children}</span>;
}
