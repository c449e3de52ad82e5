import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CAMERA_STATES } from '../../domain/camera-terms.ts';
import { COVERAGE_CHANGES } from '../../domain/coverage/coverage-change.ts';
import type { CoverageCameraFilter } from '../api/coverage-api.ts';
import { formatCalendarDay } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { CoverageCameraItem } from './coverage-camera-item.tsx';
import styles from './coverage.module.css';
import { questionOf, searchOf, YES_NO } from './coverage-search.ts';
import { useCoverageCameras } from './use-coverage.ts';

/** `/coverage/cameras`: the cameras behind a figure; the filter stands in the address. */
export function CoverageCameraPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const search = useSearch({ from: '/_app/coverage/cameras' });
  const navigate = useNavigate();
  const { state, works, change: changed, entered, sort } = search;
  const filter: CoverageCameraFilter = { ...questionOf(search), state, works, change: changed, entered, sort };
  if (!may('coverage.read')) return <NotAllowedPage />;
  const change = (part: Partial<CoverageCameraFilter>): void => {
    const wanted = { state, works, change: changed, entered, sort, ...part };
    const of = {
      state: wanted.state,
      works: wanted.works,
      change: wanted.change,
      entered: wanted.entered,
      sort: wanted.sort === 'uptime' ? wanted.sort : undefined,
    };
    void navigate({ to: '/coverage/cameras', search: { ...searchOf(filter), ...of }, replace: true, resetScroll: false });
  };
  return (
    <PageFrame
      title={t('coverageList.title')}
      aside={
        <Link to="/coverage" search={searchOf(filter)}>
          {t('coverageList.back')}
        </Link>
      }
    >
      <p className={styles.asAt}>{filter.asOf === undefined ? t('coverageList.now') : t('coverageList.asAt', { day: formatCalendarDay(filter.asOf) })}</p>
      <CameraFilters filter={filter} onChange={change} />
      <Cameras filter={filter} />
    </PageFrame>
  );
}

interface CameraFiltersProps {
  readonly filter: CoverageCameraFilter;
  readonly onChange: (part: Partial<CoverageCameraFilter>) => void;
}

function CameraFilters({ filter, onChange }: CameraFiltersProps): ReactElement {
  const { t } = useTranslation();
  const all = { value: '', label: t('coverageList.all') };
  return (
    <search className={`${styles.controls} ${styles.screenOnly}`}>
      <NativeSelect
        label={t('coverageList.state')}
        value={filter.state ?? ''}
        onChange={({ currentTarget }) => onChange({ state: CAMERA_STATES.find((known) => known === currentTarget.value) })}
        data={[all, ...CAMERA_STATES.map((state) => ({ value: state, label: t(`cameraState.${state}`) }))]}
      />
      <NativeSelect
        label={t('coverageList.works')}
        value={filter.works ?? ''}
        onChange={({ currentTarget }) => onChange({ works: YES_NO.find((known) => known === currentTarget.value) })}
        data={[all, { value: 'true', label: t('coverageList.worksYes') }, { value: 'false', label: t('coverageList.worksNo') }]}
      />
      <NativeSelect
        label={t('coverageList.change', { count: filter.days })}
        value={filter.change ?? ''}
        onChange={({ currentTarget }) => onChange({ change: COVERAGE_CHANGES.find((known) => known === currentTarget.value) })}
        data={[all, ...COVERAGE_CHANGES.map((change) => ({ value: change, label: t(`coverageChange.${change}`) }))]}
      />
      {filter.asOf !== undefined && (
        <NativeSelect
          label={t('coverageList.entered')}
          value={filter.entered ?? ''}
          onChange={({ currentTarget }) => onChange({ entered: currentTarget.value === 'later' ? 'later' : undefined })}
          data={[all, { value: 'later', label: t('coverageList.enteredLater') }]}
        />
      )}
      <NativeSelect
        label={t('coverageList.sort')}
        value={filter.sort ?? ''}
        onChange={({ currentTarget }) => onChange({ sort: currentTarget.value === 'uptime' ? 'uptime' : undefined })}
        data={[
          { value: '', label: t('coverageList.sortNewest') },
          { value: 'uptime', label: t('coverageList.sortUptime') },
        ]}
      />
    </search>
  );
}

function Cameras({ filter }: { readonly filter: CoverageCameraFilter }): ReactElement {
  const { t } = useTranslation();
  const pages = useCoverageCameras(filter);
  const cameras = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && cameras.length === 0 && <EmptyView text={t('coverageList.none')} />}
      <ul className={cards.list}>
        {cameras.map((camera) => (
          <CoverageCameraItem key={camera.id} camera={camera} uptimeDays={filter.sort === 'uptime' ? filter.days : undefined} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </div>
  );
}
