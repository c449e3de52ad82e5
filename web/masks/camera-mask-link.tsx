import { Button, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SectionCard } from '../ui/section-card.tsx';

/** The way from a camera's page to its masks. */
export function CameraMaskLink({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('masks.title')}>
      <Text>{t('masks.cardText')}</Text>
      <Button component={Link} to={`/cameras/${cameraId}/masks`} variant="default" mt="xs">
        {t('masks.open')}
      </Button>
    </SectionCard>
  );
}
