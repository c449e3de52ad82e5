import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { Camera } from '../api/api-types.ts';
import { useCamera } from '../cameras/use-cameras.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { HandInForm } from './hand-in-form.tsx';
import { HandInList } from './hand-in-list.tsx';
import { HandInProgress } from './hand-in-progress.tsx';
import { useHandIn, useHandIns } from './use-hand-in.ts';

/** `/cameras/$cameraId/hand-in`: a board hands in what its own recorder kept. */
export function HandInPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { cameraId } = useParams({ from: '/_app/cameras/$cameraId/hand-in' });
  const camera = useCamera(cameraId);
  if (!may('footage.upload')) return <NotAllowedPage />;
  return (
    <PageOf query={camera} pendingTitle={t('handIn.title')}>
      {(found) => <HandInSections key={found.id} camera={found} />}
    </PageOf>
  );
}

function HandInSections({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const work = useHandIn(camera.id);
  const handIns = useHandIns(camera.id);
  // who comes back to go on with a file finds it before the empty form
  const isUnfinished = work.sending === null && handIns.data?.items.some(({ state }) => state === 'receiving') === true;
  const sections = [
    <SectionCard key="form" title={t('handIn.formTitle')}>
      {work.sending === null ? <HandInForm work={work} /> : <HandInProgress work={work} sending={work.sending} />}
    </SectionCard>,
    <SectionCard key="list" title={t('handIn.listTitle')}>
      <HandInList cameraId={camera.id} work={work} />
    </SectionCard>,
  ];
  return (
    <PageFrame title={t('handIn.title')}>
      <Text>
        <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }}>
          {camera.name}
        </Link>{' '}
        · {camera.siteName}
      </Text>
      <Text my="sm">{t('handIn.lead')}</Text>
      <Text mb="md">{t('handIn.who')}</Text>
      {isUnfinished ? sections.toReversed() : sections}
    </PageFrame>
  );
}
