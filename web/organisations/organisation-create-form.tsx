import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ORGANISATION_KINDS, type OrganisationKind } from '../../domain/role.ts';
import type { OrganisationCreate } from '../api/api-types.ts';
import { createOrganisation } from '../api/organisation-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import formStyles from '../cameras/camera-form.module.css';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { UnitsField } from './units-field.tsx';

/** Kind, name and units of a new organisation. `onDone` is told its name; null when none was made. */
export function OrganisationCreateForm({ onDone }: { readonly onDone: (name: string | null) => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<OrganisationKind>('board');
  const [name, setName] = useState('');
  const [unitIds, setUnitIds] = useState<readonly string[]>([]);
  const [tries, setTries] = useState(0);
  const keyOf = useCreationKey();
  const saving = useMutation({
    mutationFn: (organisation: OrganisationCreate) => createOrganisation(organisation, keyOf(organisation)),
    onSuccess: async (organisation) => {
      await client.invalidateQueries({ queryKey: queryKeys.organisationLists });
      onDone(organisation.name);
    },
  });
  const refusedAt = useFieldComplaint(saving.error);
  const isComplete = name.trim() !== '';
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (isComplete) saving.mutate({ kind, name: name.trim(), unitIds: [...unitIds] });
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={tries > 0 && !isComplete} tries={tries} />
      <div className={formStyles.fields}>
        <NativeSelect
          label={t('organisations.kindField')}
          data={ORGANISATION_KINDS.map((value) => ({ value, label: t(`organisations.kind.${value}`) }))}
          value={kind}
          onChange={({ currentTarget }) => setKind(ORGANISATION_KINDS.find((one) => one === currentTarget.value) ?? 'board')}
        />
        <TextInput
          label={t('organisations.name')}
          value={name}
          error={tries > 0 && !isComplete ? t('formProblem.required') : refusedAt('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <UnitsField unitIds={unitIds} onChange={setUnitIds} />
      <Group>
        <Button type="submit" loading={saving.isPending}>
          {t('organisations.make')}
        </Button>
        <Button variant="default" onClick={() => onDone(null)}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
