import { Button, NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTE_LIMITS, ROUTE_MODES } from '../../domain/route-limits.ts';
import type { Incident } from '../api/api-types.ts';
import type { RouteQuery } from '../api/route-api.ts';
import { SliderField } from '../ui/slider-field.tsx';
import { RouteResult } from './route-result.tsx';
import { useRoutePages } from './use-route.ts';

const FIRST: RouteQuery = { direction: 'leaving', mode: 'any', minutes: 10, distanceM: 1000 };

/** The question to put to the road graph, and its answer below it. Nothing is asked before the button: each search is a logged look. */
export function RouteSearch({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<RouteQuery>(FIRST);
  const [question, setQuestion] = useState<RouteQuery | null>(null);
  const pages = useRoutePages(incident.id, question);
  const change = (part: Partial<RouteQuery>): void => setDraft((before) => ({ ...before, ...part }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (question !== null && JSON.stringify(question) === JSON.stringify(draft)) void pages.refetch();
    else setQuestion(draft);
  }

  return (
    <>
      <form onSubmit={submit}>
        <Stack>
          <SegmentedControl
            aria-label={t('route.direction')}
            value={draft.direction}
            onChange={(value) => change({ direction: value === 'arriving' ? 'arriving' : 'leaving' })}
            data={(['leaving', 'arriving'] as const).map((value) => ({ value, label: t(`route.${value}`) }))}
          />
          <NativeSelect
            label={t('route.mode')}
            value={draft.mode}
            onChange={(event) => change({ mode: ROUTE_MODES.find((mode) => mode === event.currentTarget.value) ?? 'any' })}
            data={ROUTE_MODES.map((value) => ({ value, label: t(`route.${value}`) }))}
          />
          <SliderField
            label={t('route.minutes')}
            value={draft.minutes}
            onChange={(minutes) => change({ minutes })}
            min={1}
            max={ROUTE_LIMITS.minutes}
            suffix={` ${t('route.minutesUnit')}`}
          />
          <SliderField
            label={t('route.distance')}
            value={draft.distanceM}
            onChange={(distanceM) => change({ distanceM })}
            min={100}
            max={ROUTE_LIMITS.distanceM}
            step={100}
            suffix=" m"
          />
          <Text size="sm">{t('route.logged')}</Text>
          <Button type="submit" loading={pages.isFetching} style={{ alignSelf: 'start' }}>
            {t('route.search')}
          </Button>
        </Stack>
      </form>
      {question !== null && <RouteResult incident={incident} pages={pages} />}
    </>
  );
}
