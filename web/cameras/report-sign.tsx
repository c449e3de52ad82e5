import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SIGN_REPORT_KINDS, type SignReportKind } from '../../domain/sign-report-terms.ts';
import { queryKeys } from '../api/query-keys.ts';
import { reportSign } from '../api/sign-api.ts';
import { ProblemView } from '../ui/problem-view.tsx';

/** Tells the board that a camera's sign is gone or can't be read. */
export function ReportSign({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reporting = useMutation({
    mutationFn: (kind: SignReportKind) => reportSign(cameraId, kind),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.cameraPart(cameraId, 'sign') }),
  });
  return (
    <>
      {reporting.error && <ProblemView error={reporting.error} />}
      <Text size="sm">{t('cameraSign.reportHint')}</Text>
      <Group gap="xs">
        {SIGN_REPORT_KINDS.map((kind) => (
          <Button key={kind} variant="default" size="sm" loading={reporting.isPending && reporting.variables === kind} onClick={() => reporting.mutate(kind)}>
            {t(`cameraSign.report.${kind}`)}
          </Button>
        ))}
        <span role="status">{reporting.isSuccess ? t('cameraSign.reportSent') : ''}</span>
      </Group>
    </>
  );
}
