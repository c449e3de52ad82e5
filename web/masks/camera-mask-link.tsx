import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../ui/link-button.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** The way from a camera's page to its masks. */
export function CameraMaskLink({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('masks.title')}>
      <Text>{t('masks.cardText')}</Text>
      <LinkButton to="/cameras/$cameraId/masks" params={{ cameraId }} variant="default" mt="xs">
        {t('masks.open')}
      </LinkButton>
    </SectionCard>
  );
}
