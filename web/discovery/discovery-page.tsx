import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { DiscoveryForm } from './discovery-form.tsx';
import { DiscoveryResult } from './discovery-result.tsx';
import { isRunning, useDiscovery, useNewestDiscovery } from './use-discovery.ts';

/** `/discovery`: search a network for cameras and register what was found. */
export function DiscoveryPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const newest = useNewestDiscovery();
  const discovery = useDiscovery(newest.data?.id ?? null);
  if (!may('camera.discover')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('discovery.title')}>
      <DiscoveryForm isBusy={isRunning(discovery.data ?? newest.data)} />
      <QueryView query={newest}>
        {(found) => found !== null && <QueryView query={discovery}>{(detail) => <DiscoveryResult key={detail.id} discovery={detail} />}</QueryView>}
      </QueryView>
    </PageFrame>
  );
}
