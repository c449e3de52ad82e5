import { Accordion, Alert, Button, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation } from '../api/api-types.ts';
import { listBoards, setCameraNetworks } from '../api/recorder-api.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import formStyles from '../cameras/camera-form.module.css';
import { useMay } from '../session/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import styles from './network-page.module.css';

const BOARDS_KEY = ['organisations', 'boards'] as const;

/** `/networks`: an administrator says where the cameras of each board may be. */
export function NetworkPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('organisation.write')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('networks.title')}>
      <Text mb="sm">{t('networks.text')}</Text>
      <HowToWrite />
      <BoardList />
    </PageFrame>
  );
}

/** What a network is and how it is written, for whoever has never met a CIDR. */
function HowToWrite(): ReactElement {
  const { t } = useTranslation();
  return (
    <details className={styles.help}>
      <summary>{t('networks.howTitle')}</summary>
      <Text>{t('networks.how')}</Text>
      <ul>
        <li>
          <b>192.168.1.0/24</b>: {t('networks.exampleHome')}
        </li>
        <li>
          <b>10.20.0.0/16</b>: {t('networks.exampleLarge')}
        </li>
        <li>
          <b>192.168.1.20/32</b>: {t('networks.exampleOne')}
        </li>
        <li>
          <b>192.168.1.0/24:554</b>: {t('networks.examplePort')}
        </li>
      </ul>
      <Text>{t('networks.howToFind')}</Text>
    </details>
  );
}

function BoardList(): ReactElement {
  const { t } = useTranslation();
  const pages = useCursorPages({
    queryKey: BOARDS_KEY,
    fetchPage: (cursor, signal) => listBoards(cursor, signal),
  });
  return (
    <QueryView query={pages}>
      {(data) => {
        const boards = data.pages.flatMap(({ items }) => items);
        return (
          <div className={formStyles.form}>
            {boards.some(({ overridden }) => overridden) && <Alert color="orange">{t('networks.overridden')}</Alert>}
            <Accordion variant="separated" keepMounted={false} order={2}>
              {boards.map((board) => (
                <BoardItem key={board.id} board={board} />
              ))}
            </Accordion>
            <MoreButton pages={pages} />
          </div>
        );
      }}
    </QueryView>
  );
}

/** One line for each board, which opens: forms for all of them would fill a phone for minutes. */
function BoardItem({ board }: { readonly board: Organisation }): ReactElement {
  const { t } = useTranslation();
  const networks = board.cameraNetworks ?? [];
  return (
    <Accordion.Item value={board.id}>
      <Accordion.Control>
        <span className={styles.name}>{board.name}</span>
        <span className={styles.networks}>{networks.length === 0 ? t('networks.unlimited') : networks.join(', ')}</span>
      </Accordion.Control>
      <Accordion.Panel>
        <BoardNetworks board={board} />
      </Accordion.Panel>
    </Accordion.Item>
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
  const refusedAt = useFieldComplaint(saving.error);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    saving.mutate();
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
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
        error={refusedAt('cameraNetworks')}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={saving.isPending}>
        {t('networks.save')}
      </Button>
      <span role="status">{saving.isSuccess ? t('networks.saved') : ''}</span>
    </form>
  );
}
