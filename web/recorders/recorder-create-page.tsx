import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import { isApiProblem } from '../api/api-problem.ts';
import type { Recorder, RecorderCreate } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { createRecorder } from '../api/recorder-api.ts';
import type { CameraDraft } from '../cameras/camera-draft.ts';
import { CameraFormContext } from '../cameras/camera-form-context.ts';
import styles from '../cameras/camera-form.module.css';
import { IdentityFields } from '../cameras/identity-fields.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { ChannelList } from './channel-fields.tsx';
import { emptyRecorderDraft, firstWrongChannel, isComplete, problemsOfRecorder, recorderOfDraft } from './recorder-draft.ts';
import { RecorderSourceFields } from './recorder-source-fields.tsx';

/** `/recorders/new`: registers a recorder with all its channels in one act and goes on to its page. */
export function RecorderCreatePage(): ReactElement {
  const { t } = useTranslation();
  const { organisation } = useCurrentUser();
  const may = useMay();
  if (!may('camera.create')) return <NotAllowedPage />;
  const onlyUnit = organisation.unitIds.length === 1 && organisation.kind === 'board' ? organisation.unitIds[0] : undefined;
  return (
    <PageFrame title={t('recorderForm.createTitle')}>
      <RecorderForm unitId={onlyUnit} />
    </PageFrame>
  );
}

function RecorderForm({ unitId }: { readonly unitId: string | undefined }): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => emptyRecorderDraft(unitId));
  const [tries, setTries] = useState(0);
  const [openChannel, setOpenChannel] = useState<string | null>('0');
  const creation = useCreateRecorder();
  const refusal = isApiProblem(creation.error) ? creation.error : null;
  const context = useMemo(
    () => ({
      draft: draft.recorder,
      problems: tries === 0 ? {} : problemsOfRecorder(draft),
      refusal,
      change: (part: Partial<CameraDraft>) => setDraft((now) => ({ ...now, recorder: { ...now.recorder, ...part } })),
    }),
    [draft, tries, refusal],
  );

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const wrong = firstWrongChannel(draft);
    // drawn at once: a channel that is closed has no fields that could take the focus
    flushSync(() => {
      setTries(tries + 1);
      if (wrong !== null) setOpenChannel(String(wrong));
    });
    if (!isComplete(draft)) return focusFirstWrong(form);
    const recorder = creation.isPending ? null : recorderOfDraft(draft);
    if (recorder !== null) creation.mutate(recorder, { onError: (error) => setOpenChannel(refusedChannel(error) ?? openChannel) });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormProblem error={creation.error} incomplete={tries > 0 && !isComplete(draft)} tries={tries} />
      <CameraFormContext value={context}>
        <IdentityFields nameLabel={t('recorderForm.name')} />
        <RecorderSourceFields template={draft.template} onTemplate={(template) => setDraft((now) => ({ ...now, template }))} />
      </CameraFormContext>
      <ChannelList draft={draft} onChange={setDraft} tried={tries > 0} refusal={refusal} open={openChannel} onOpen={setOpenChannel} />
      <Group>
        <Button type="submit" size="lg" loading={creation.isPending}>
          {t('recorderForm.create', { count: draft.channels.length })}
        </Button>
        <span role="status">{creation.isPending ? t('form.saving') : ''}</span>
      </Group>
    </form>
  );
}

function focusFirstWrong(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** Which channel the service complained about, as its place in the list. */
function refusedChannel(error: Error): string | undefined {
  const paths = isApiProblem(error) ? error.errors.map(({ path }) => path) : [];
  return paths.map((path) => /^channels\.(\d+)\./.exec(path)?.[1]).find((index) => index !== undefined);
}

function useCreateRecorder() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: (recorder: RecorderCreate) => createRecorder(recorder, keyOf(recorder)),
    onSuccess: async (created: Recorder) => {
      await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
      await navigate({ to: '/recorders/$recorderId', params: { recorderId: created.id } });
    },
  });
}
