import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useMay } from '../session/session-context.ts';
import { IntervalTable } from '../ui/interval-table.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { LookBackSwitch } from '../ui/look-back-switch.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { TimeStrip } from '../ui/time-strip.tsx';
import { useRecentWindow } from '../ui/use-recent-window.ts';
import { fetchAllFootage, type FootageIndex } from './fetch-all-footage.ts';
import { footageParts, footageTotals } from './footage-parts.ts';

/** What footage there is of the last day or week, and where it is missing; never the footage itself. */
export function CameraFootage({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { lookBack, setLookBack, window } = useRecentWindow();
  const footage = useQuery({
    queryKey: queryKeys.footageIndex(cameraId, lookBack),
    queryFn: ({ signal }) => fetchAllFootage(cameraId, { from: toIso(window.fromMs), to: toIso(window.toMs) }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <SectionCard title={t('footage.title')} aside={<LookBackSwitch value={lookBack} onChange={setLookBack} />}>
      <QueryView query={footage}>{(index) => <FootageStrip index={index} window={window} />}</QueryView>
      <Text size="sm" c="dimmed">
        {t('footage.indexOnly')}
      </Text>
      {may('footage.upload') && (
        <LinkButton to="/cameras/$cameraId/hand-in" params={{ cameraId }} variant="default" mt="sm">
          {t('handIn.title')}
        </LinkButton>
      )}
    </SectionCard>
  );
}

function FootageStrip({ index, window }: { readonly index: FootageIndex; readonly window: TimeInterval }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const totals = footageTotals(index.segments);
  const gist =
    totals === null
      ? t('footage.none')
      : t('footage.gist', { duration: formats.duration(totals.lengthMs), bytes: formats.bytes(totals.byteLength), at: formatInstant(totals.firstExpiry) });
  const parts = footageParts(index, { recorded: t('footage.recorded'), gap: t('footage.gap') });
  return (
    <>
      <Text fw={600}>{gist}</Text>
      <TimeStrip label={gist} window={window} parts={parts} ends />
      <IntervalTable caption={t('footage.title')} what={t('footage.what')} rows={parts} />
      {index.until !== null && <Text>{t('footage.truncated', { at: formatInstant(index.until) })}</Text>}
    </>
  );
}
