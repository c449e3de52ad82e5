import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation, OrganisationPatch } from '../api/api-types.ts';
import { patchOrganisation } from '../api/organisation-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import formStyles from '../cameras/camera-form.module.css';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { UnitsField } from './units-field.tsx';

/** Name and units of an organisation; warns before units are taken from it. */
export function OrganisationChangeForm({ organisation }: { readonly organisation: Organisation }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(organisation.name);
  const [unitIds, setUnitIds] = useState<readonly string[]>(organisation.unitIds);
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: (patch: OrganisationPatch) => patchOrganisation(organisation.id, patch),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.organisationLists }),
  });
  const refusedAt = useFieldComplaint(saving.error);
  const isComplete = name.trim() !== '';
  const losesUnits = organisation.unitIds.some((id) => !unitIds.includes(id));
  const unitsChanged = losesUnits || unitIds.length !== organisation.unitIds.length;
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    // units that nobody touched are not sent: a colleague may have changed them meanwhile
    if (isComplete) saving.mutate({ name: name.trim(), ...(unitsChanged && { unitIds: [...unitIds] }) });
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={tries > 0 && !isComplete} tries={tries} />
      <TextInput
        label={t('organisations.name')}
        value={name}
        error={tries > 0 && !isComplete ? t('formProblem.required') : refusedAt('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <UnitsField unitIds={unitIds} onChange={setUnitIds} />
      {losesUnits && (
        <Alert color="orange" role="alert">
          {t('organisations.losesUnits')}
        </Alert>
      )}
      <Button type="submit" variant="default" loading={saving.isPending} style={{ justifySelf: 'start' }}>
        {t('organisations.save')}
      </Button>
      <span role="status">{saving.isSuccess ? t('organisations.saved') : ''}</span>
    </form>
  );
}
