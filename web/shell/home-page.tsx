import { lazy, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session-context.ts';
import { PageFrame } from '../ui/page-frame.tsx';

const MapPage = lazy(async () => ({ default: (await import('../map/map-page.tsx')).MapPage }));

/** `/`: the map for everybody who may see cameras; others are told what their account is for. */
export function HomePage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (may('camera.read')) return <MapPage />;
  return (
    <PageFrame title={t('auditorHome.title')}>
      <p>{t('auditorHome.text')}</p>
    </PageFrame>
  );
}
