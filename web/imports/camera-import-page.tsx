import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { templateUrl } from '../api/import-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { RecentImports } from './recent-imports.tsx';
import { SendListForm } from './send-list-form.tsx';

/** `/cameras/import`: take the template, send the list, find earlier ones. */
export function CameraImportPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const language = useLanguage();
  if (!may('camera.create')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('import.title')}>
      <Text mb="md">{t('import.lead')}</Text>
      <SectionCard title={t('import.templateTitle')}>
        <Text mb="sm">{t('import.templateText')}</Text>
        <Text mb="sm">{t('import.draftsBefore')}</Text>
        <Group gap="sm">
          <Button component="a" href={templateUrl('xlsx', language)} download variant="default">
            {t('import.templateXlsx')}
          </Button>
          <Button component="a" href={templateUrl('csv', language)} download variant="default">
            {t('import.templateCsv')}
          </Button>
        </Group>
      </SectionCard>
      <SectionCard title={t('import.sendTitle')}>
        <SendListForm />
      </SectionCard>
      <SectionCard title={t('import.recent')}>
        <RecentImports />
      </SectionCard>
    </PageFrame>
  );
}
