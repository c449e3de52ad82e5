import { Button, FileInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import { isApiProblem } from '../api/api-problem.ts';
import { sendCameraList } from '../api/import-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { useImportProblemText } from './use-import-problem-text.ts';

const ACCEPTED = '.csv,.xlsx,.geojson,.json';

/** Chooses and sends a list, and goes on to what becomes of it. */
export function SendListForm(): ReactElement {
  const { t } = useTranslation();
  const problemText = useImportProblemText();
  const [file, setFile] = useState<File | null>(null);
  const sending = useSendList();
  const known = isApiProblem(sending.error) ? problemText({ code: sending.error.code, message: '' }) : '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null) sending.mutate(file);
      }}
    >
      <FileInput
        label={t('import.file')}
        description={t('import.fileHint')}
        placeholder={t('import.choose')}
        accept={ACCEPTED}
        value={file}
        onChange={setFile}
        disabled={sending.isPending}
        mb="md"
      />
      <Button type="submit" disabled={file === null} loading={sending.isPending}>
        {t('import.send')}
      </Button>
      {sending.error && <ProblemView error={sending.error} {...(known === '' ? {} : { title: known })} />}
    </form>
  );
}

function useSendList() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: sendCameraList,
    onSuccess: async ({ importId }) => {
      void client.invalidateQueries({ queryKey: queryKeys.cameraImports });
      await navigate({ to: '/cameras/imports/$importId', params: { importId } });
    },
  });
}
