import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SUBJECT_REQUEST_KINDS, type SubjectRequestKind } from '../../domain/subject-requests/subject-request-terms.ts';
import type { SubjectRequestCreate } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { createSubjectRequest } from '../api/subject-request-api.ts';
import { formatDay, formatTime } from '../formats/instant-format.ts';
import { parseLocalDay, parseLocalInstant, parseLocalTime } from '../formats/local-time.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';

interface Draft {
  readonly kind: SubjectRequestKind;
  readonly day: string;
  readonly time: string;
  readonly name: string;
  readonly contact: string;
  readonly summary: string;
}
type Problems = Partial<Record<keyof Draft, 'required' | 'day' | 'time'>>;

function problemsOf({ day, time, name, contact }: Draft): Problems {
  return {
    ...(parseLocalDay(day) === null && { day: 'day' as const }),
    ...(parseLocalTime(time) === null && { time: 'time' as const }),
    ...(name.trim() === '' && { name: 'required' as const }),
    ...(contact.trim() === '' && { contact: 'required' as const }),
  };
}

/** A draft as the API takes it; null while something is missing or can't be read. */
function requestOf(draft: Draft): SubjectRequestCreate | null {
  const receivedAt = parseLocalInstant(draft.day, draft.time);
  if (receivedAt === null || Object.keys(problemsOf(draft)).length > 0) return null;
  return { kind: draft.kind, receivedAt, summary: draft.summary.trim(), applicant: { name: draft.name.trim(), contact: draft.contact.trim() } };
}

/** Enters a request to the user's own organisation. */
export function SubjectRequestForm({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keyOf = useCreationKey();
  const [draft, setDraft] = useState<Draft>({ kind: 'access', day: formatDay(Date.now()), time: formatTime(Date.now()), name: '', contact: '', summary: '' });
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: (request: SubjectRequestCreate) => createSubjectRequest(request, keyOf(request)),
    onSuccess: () => {
      onDone();
      return client.invalidateQueries({ queryKey: queryKeys.subjectRequests });
    },
  });
  const refusedAt = useFieldComplaint(saving.error);
  const problems = tries === 0 ? {} : problemsOf(draft);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const request = requestOf(draft);
    setTries(tries + 1);
    if (request !== null) saving.mutate(request);
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormProblem error={saving.error} incomplete={Object.keys(problems).length > 0} tries={tries} />
        <Fields draft={draft} problems={problems} refusedAt={refusedAt} change={(part) => setDraft((now) => ({ ...now, ...part }))} />
        <PersonalDataNotice text={draft.summary} />
        <Group gap="xs">
          <Button type="submit" loading={saving.isPending}>
            {t('subjectRequests.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const PATH_OF_FIELD = { day: 'receivedAt', time: 'receivedAt', name: 'applicant.name', contact: 'applicant.contact', summary: 'summary' } as const;

interface FieldsProps {
  readonly draft: Draft;
  readonly problems: Problems;
  /** What the service has against a field, by its path. */
  readonly refusedAt: (path: string) => string | null;
  readonly change: (part: Partial<Draft>) => void;
}

function Fields({ draft, problems, refusedAt, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const field = (name: Exclude<keyof Draft, 'kind'>) => ({
    label: t(`subjectRequests.${name}`),
    value: draft[name],
    error: problems[name] === undefined ? refusedAt(PATH_OF_FIELD[name]) : t(`formProblem.${problems[name]}`),
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <NativeSelect
        label={t('subjectRequests.kind')}
        value={draft.kind}
        onChange={(event) => change({ kind: event.currentTarget.value as SubjectRequestKind })}
        data={SUBJECT_REQUEST_KINDS.map((kind) => ({ value: kind, label: t(`subjectRequests.kinds.${kind}`) }))}
      />
      <DayInput {...field('day')} onChange={(day) => change({ day })} />
      <TextInput {...field('time')} placeholder={t('form.timeFormat')} inputMode="numeric" />
      <TextInput {...field('name')} required maxLength={200} autoComplete="off" />
      <TextInput {...field('contact')} required maxLength={300} description={t('subjectRequests.contactHint')} autoComplete="off" />
      <Textarea {...field('summary')} autosize minRows={2} maxLength={2000} />
    </>
  );
}
