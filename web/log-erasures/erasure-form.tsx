import { Button, Group, NativeSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ERASURE_BASES } from '../../domain/access-log/erasure-terms.ts';
import type { ErasureBasis } from '../api/api-types.ts';
import { askForErasure } from '../api/log-erasure-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { erasureOf, erasureProblems, type ErasureDraft } from './erasure-draft.ts';
import { useClosedAccounts, useErasingRequests } from './use-erasure-choices.ts';

interface ErasureFormProps {
  /** A request of the register that it answers; '' for none yet. */
  readonly requestId: string;
  readonly onDone: (asked: boolean) => void;
}

/** Asks for clear text of the log to go: under what, of what, and why. It says what would go before it is sent. */
export function ErasureForm({ requestId, onDone }: ErasureFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<ErasureDraft>({
    basis: 'subject_request',
    subjectRequestId: requestId,
    of: 'entries',
    userId: '',
    places: '',
    reason: '',
  });
  const [tries, setTries] = useState(0);
  const asking = useMutation({
    mutationFn: askForErasure,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.logErasures });
      onDone(true);
    },
  });
  const refusedAt = useFieldComplaint(asking.error);
  const problems = tries === 0 ? {} : erasureProblems(draft);
  const errorOf = (field: keyof ErasureDraft): string | null => {
    const problem = problems[field];
    if (problem === undefined) return refusedAt(field === 'places' ? 'entries' : field);
    return problem === 'required' ? t('formProblem.required') : t(`logErasure.problem.${problem}`);
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (Object.keys(erasureProblems(draft)).length === 0 && !asking.isPending) asking.mutate(erasureOf(draft));
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormProblem error={asking.error} incomplete={Object.keys(problems).length > 0} tries={tries} />
        <ErasureFields draft={draft} errorOf={errorOf} change={(part) => setDraft((now) => ({ ...now, ...part }))} />
        <PersonalDataNotice text={draft.reason} />
        <Text>{t(draft.of === 'account' ? 'logErasure.meansAccount' : 'logErasure.meansEntries')}</Text>
        <Text fw={600}>{t('logErasure.needsSecond')}</Text>
        <Group gap="xs">
          <Button type="submit" loading={asking.isPending}>
            {t('logErasure.send')}
          </Button>
          <Button variant="default" onClick={() => onDone(false)}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldsProps {
  readonly draft: ErasureDraft;
  readonly change: (part: Partial<ErasureDraft>) => void;
  /** What is wrong with a field, in words; null when nothing is. */
  readonly errorOf: (field: keyof ErasureDraft) => string | null;
}

function ErasureFields(props: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = props;
  return (
    <>
      <NativeSelect
        label={t('logErasure.basis')}
        data={ERASURE_BASES.map((value) => ({ value, label: t(`logErasure.bases.${value}`) }))}
        value={draft.basis}
        onChange={({ currentTarget }) => change({ basis: currentTarget.value as ErasureBasis })}
      />
      {draft.basis === 'subject_request' && <RequestField {...props} />}
      <Radio.Group label={t('logErasure.of')} value={draft.of} onChange={(of) => change({ of: of as ErasureDraft['of'] })}>
        <Stack gap="xs" mt="xs">
          <Radio value="entries" label={t('logErasure.ofSomeEntries')} />
          <Radio value="account" label={t('logErasure.ofClosedAccount')} />
        </Stack>
      </Radio.Group>
      {draft.of === 'account' ? (
        <AccountField {...props} />
      ) : (
        <TextInput
          label={t('logErasure.entries')}
          description={t('logErasure.entriesHint')}
          placeholder="120, 131-134"
          inputMode="text"
          autoComplete="off"
          value={draft.places}
          error={errorOf('places')}
          onChange={({ currentTarget }) => change({ places: currentTarget.value })}
        />
      )}
      <Textarea
        label={t('logErasure.reason')}
        description={t(draft.basis === 'subject_request' ? 'logErasure.reasonHint' : 'logErasure.reasonOrderHint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.reason}
        error={errorOf('reason')}
        onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
      />
    </>
  );
}

function RequestField({ draft, change, errorOf }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const requests = useErasingRequests();
  const known = (requests.data ?? []).map(({ id, kind, receivedAt, organisationName }) => ({
    value: id,
    label: t('logErasure.requestChoice', { kind: t(`subjectRequests.kinds.${kind}`), at: formatInstant(receivedAt), organisation: organisationName }),
  }));
  const isOther = draft.subjectRequestId !== '' && !known.some(({ value }) => value === draft.subjectRequestId);
  const loading = requests.isPending ? t('common.loading') : t('logErasure.choose');
  return (
    <NativeSelect
      label={t('logErasure.request')}
      description={requests.isSuccess && known.length === 0 ? t('logErasure.noRequest') : t('logErasure.requestHint')}
      data={[{ value: '', label: loading }, ...known, ...(isOther ? [{ value: draft.subjectRequestId, label: t('logErasure.requestGiven') }] : [])]}
      value={draft.subjectRequestId}
      error={requests.isError ? t('logErasure.notLoaded') : errorOf('subjectRequestId')}
      onChange={({ currentTarget }) => change({ subjectRequestId: currentTarget.value })}
    />
  );
}

function AccountField({ draft, change, errorOf }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const accounts = useClosedAccounts();
  const known = (accounts.data ?? []).map(({ id, displayName, username, organisation }) => ({
    value: id,
    label: `${displayName} (${username}) – ${organisation.name}`,
  }));
  return (
    <NativeSelect
      label={t('logErasure.account')}
      description={accounts.isSuccess && known.length === 0 ? t('logErasure.noAccount') : t('logErasure.accountHint')}
      data={[{ value: '', label: accounts.isPending ? t('common.loading') : t('logErasure.choose') }, ...known]}
      value={draft.userId}
      error={accounts.isError ? t('logErasure.notLoaded') : errorOf('userId')}
      onChange={({ currentTarget }) => change({ userId: currentTarget.value })}
    />
  );
}
