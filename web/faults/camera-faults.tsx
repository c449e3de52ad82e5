import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { FaultItem } from './fault-item.tsx';
import { useFaultPages } from './use-faults.ts';

/** What is to be mended at a camera; nothing at all when there is nothing, which is not the same as nothing known. */
export function CameraFaults({ cameraId }: { readonly cameraId: string }): ReactElement | null {
  const { t } = useTranslation();
  const pages = useFaultPages({ open: true, cameraId });
  const faults = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (faults.length === 0 && !pages.isError) return null;
  return (
    <SectionCard title={t('faultList.title')}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      <ul className={cards.list}>
        {faults.map((fault) => (
          <FaultItem key={fault.id} fault={fault} withoutCamera />
        ))}
      </ul>
    </SectionCard>
  );
}
