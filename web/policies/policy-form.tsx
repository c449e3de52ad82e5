import { Button, Checkbox, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootagePolicy } from '../api/api-types.ts';
import { createPolicy } from '../api/policy-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import formStyles from '../cameras/camera-form.module.css';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { policyOf, policyProblems, type PolicyDraft } from './policy-draft.ts';
import { UnitOfLevelFields } from './unit-of-level-fields.tsx';

/** What holds where nothing was laid down. */
const EMPTY: PolicyDraft = { unitId: '', day: '', deciders: '1', decisionDays: '2', expiryDays: '5', accessHours: '168', emergencyAllowed: true, basis: '' };

/** Fields that the API calls otherwise. */
const PATH_OF_FIELD: Readonly<Partial<Record<keyof PolicyDraft, string>>> = {
  day: 'validFrom',
  decisionDays: 'decisionWorkingDays',
  expiryDays: 'expiryWorkingDays',
};

interface FieldsProps {
  readonly draft: PolicyDraft;
  readonly change: (part: Partial<PolicyDraft>) => void;
  /** What is wrong with a field, in words; null when nothing is. */
  readonly errorOf: (field: keyof PolicyDraft) => string | null;
}

/** A unit's policy from a day on. It can't be changed afterwards, and says so. */
export function PolicyForm({ onDone }: { readonly onDone: (added: FootagePolicy | null) => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const [tries, setTries] = useState(0);
  const keyOf = useCreationKey();
  const saving = useMutation({
    mutationFn: (policy: ReturnType<typeof policyOf>) => createPolicy(policy, keyOf(policy)),
    onSuccess: async (added) => {
      await client.invalidateQueries({ queryKey: queryKeys.policies });
      onDone(added);
    },
  });
  const refusedAt = useFieldComplaint(saving.error);
  const problems = tries === 0 ? {} : policyProblems(draft);
  const errorOf = (field: keyof PolicyDraft): string | null => {
    const problem = problems[field];
    if (problem === undefined) return refusedAt(PATH_OF_FIELD[field] ?? field);
    return problem === 'required' || problem === 'day' ? t(`formProblem.${problem}`) : t(`policy.problem.${problem}`);
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (Object.keys(policyProblems(draft)).length === 0) saving.mutate(policyOf(draft));
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={Object.keys(problems).length > 0} tries={tries} />
      <Text>{t('policy.forGood')}</Text>
      <PolicyFields draft={draft} errorOf={errorOf} change={(part) => setDraft((now) => ({ ...now, ...part }))} />
      <Group>
        <Button type="submit" loading={saving.isPending}>
          {t('policy.save')}
        </Button>
        <Button variant="default" onClick={() => onDone(null)}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}

function PolicyFields({ draft, change, errorOf }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const text = (field: 'decisionDays' | 'expiryDays' | 'accessHours' | 'basis') => ({
    value: draft[field],
    error: errorOf(field),
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => change({ [field]: currentTarget.value }),
  });
  return (
    <div className={formStyles.fields}>
      <UnitOfLevelFields unitId={draft.unitId} error={errorOf('unitId')} onChange={(unitId) => change({ unitId })} />
      <DayInput label={t('policy.day')} description={t('policy.dayHint')} value={draft.day} error={errorOf('day')} onChange={(day) => change({ day })} />
      <NativeSelect
        label={t('policy.deciders')}
        description={t('policy.decidersHint')}
        data={['1', '2'].map((value) => ({ value, label: t('policy.people', { count: Number(value) }) }))}
        value={draft.deciders}
        onChange={({ currentTarget }) => change({ deciders: currentTarget.value })}
      />
      <TextInput label={t('policy.decisionDays')} description={t('policy.inWorkingDays')} inputMode="numeric" {...text('decisionDays')} />
      <TextInput label={t('policy.expiryDays')} description={t('policy.inWorkingDays')} inputMode="numeric" {...text('expiryDays')} />
      <TextInput label={t('policy.access')} description={t('policy.inHours')} inputMode="numeric" {...text('accessHours')} />
      <Checkbox
        style={{ alignSelf: 'center' }}
        label={t('policy.emergencyAllowed')}
        checked={draft.emergencyAllowed}
        onChange={({ currentTarget }) => change({ emergencyAllowed: currentTarget.checked })}
      />
      <TextInput className={formStyles.wide} label={t('policy.basis')} description={t('policy.basisHint')} maxLength={500} {...text('basis')} />
    </div>
  );
}
