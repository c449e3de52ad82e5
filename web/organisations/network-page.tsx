import { Alert, Button, Text, Textarea } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation } from '../api/api-types.ts';
import { listBoards, setCameraNetworks } from '../api/recorder-api.ts';
import styles from '../cameras/camera-form.module.css';
import { useMay } from '../session/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';

const BOARDS_KEY = ['organisations', 'boards'] as const;

/** `/networks`: an administrator says where the cameras of each board may be. */
export function NetworkPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('organisation.write')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('networks.title')}>
      <Text>{t('networks.text')}</Text>
      <BoardList />
    </PageFrame>
  );
}

function BoardList(): ReactElement {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: BOARDS_KEY,
    queryFn: ({ pageParam, signal }) => listBoards(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <QueryView query={pages}>
      {(data) => {
        const boards = data.pages.flatMap(({ items }) => items);
        return (
          <div className={styles.form}>
            {boards.some(({ overridden }) => overridden) && <Alert color="orange">{t('networks.overridden')}</Alert>}
            {boards.map((board) => (
              <BoardNetworks key={board.id} board={board} />
            ))}
            {pages.hasNextPage && (
              <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('common.more')}
              </Button>
            )}
          </div>
        );
      }}
    </QueryView>
  );
}

function BoardNetworks({ board }: { readonly board: Organisation }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState((board.cameraNetworks ?? []).join('\n'));
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: () =>
      setCameraNetworks(
        board.id,
        text
          .split(/[\s,;]+/)
          .map((entry) => entry.trim())
          .filter((entry) => entry !== ''),
      ),
    onSuccess: (changed) => {
      setText((changed.cameraNetworks ?? []).join('\n'));
      return client.invalidateQueries({ queryKey: BOARDS_KEY });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    saving.mutate();
  }
  return (
    <SectionCard title={board.name}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FormProblem error={saving.error} incomplete={false} tries={tries} />
        <Textarea
          label={t('networks.field')}
          description={t('networks.hint')}
          placeholder={'192.168.1.0/24\n10.20.0.0/16:554'}
          autosize
          minRows={2}
          spellCheck={false}
          autoCapitalize="none"
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {t('networks.save')}
        </Button>
        <span role="status">{saving.isSuccess ? t('networks.saved') : ''}</span>
      </form>
    </SectionCard>
  );
}
