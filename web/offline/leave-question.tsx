import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

interface LeaveQuestionProps {
  /** How much was entered and isn't with the service, or was refused and not read. */
  readonly count: number;
  readonly opened: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asked before somebody signs out with actions waiting: they are not left on a phone that others use. */
export function LeaveQuestion({ count, opened, onStay, onLeave }: LeaveQuestionProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onStay} title={t('waiting.leaveTitle')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Text mb="md">{t('waiting.leaveText', { count })}</Text>
      <Group gap="xs">
        <Button onClick={onStay}>{t('waiting.stay')}</Button>
        <Button variant="default" onClick={onLeave}>
          {t('waiting.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
