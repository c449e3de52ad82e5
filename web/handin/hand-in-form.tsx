import { Button, FileInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { EMPTY_HAND_IN, readHandIn, type HandInDraft, type HandInField, type HandInProblems } from './hand-in-draft.ts';
import styles from './hand-in.module.css';
import type { HandInWork } from './use-hand-in.ts';

/** Which file, what the picture shows at its beginning, and how the recorder's clock compares with a phone's. */
export function HandInForm({ work }: { readonly work: HandInWork }): ReactElement {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [draft, setDraft] = useState<HandInDraft>(EMPTY_HAND_IN);
  const [problems, setProblems] = useState<HandInProblems>({});
  const { beginning } = work;
  const errorOf = (field: HandInField) => {
    const problem = problems[field];
    return problem ? t(`handIn.problem.${problem}`) : null;
  };
  const field = (name: keyof HandInDraft, required = false) => {
    const parts = { label: t(`handIn.${name}`), required, value: draft[name], error: errorOf(name) };
    const told = (text: string) => setDraft((now) => ({ ...now, [name]: text }));
    if (name.endsWith('Day')) return <DayInput {...parts} onChange={told} />;
    return <TextInput {...parts} inputMode="numeric" placeholder={t('handIn.clockFormat')} onChange={(event) => told(event.currentTarget.value)} />;
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readHandIn(draft, file);
    setProblems(read.problems);
    if (read.metadata !== null && file !== null && !beginning.isPending) beginning.mutate({ file, metadata: read.metadata });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FileInput
          required
          label={t('handIn.file')}
          description={t('handIn.fileHint')}
          placeholder={t('handIn.choose')}
          accept="video/*,.mp4,.mov,.mkv,.avi,.ts,.mpg,.mpeg,.m2ts"
          value={file}
          error={errorOf('file')}
          onChange={setFile}
        />
        <fieldset className={styles.group}>
          <legend>{t('handIn.startTitle')}</legend>
          <Text size="sm">{t('handIn.startHint')}</Text>
          <div className={styles.pair}>
            {field('startDay', true)}
            {field('startTime', true)}
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('handIn.clockTitle')}</legend>
          <Text size="sm">{t('handIn.clockHint')}</Text>
          <div className={styles.pair}>
            {field('recorderDay')}
            {field('recorderTime')}
            {field('phoneDay')}
            {field('phoneTime')}
          </div>
        </fieldset>
        {beginning.error && <ProblemView error={beginning.error} />}
        <Button type="submit" loading={beginning.isPending}>
          {t('handIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
