import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS_OF_ROLE } from '../../domain/role-organisation.ts';
import { ROLES, type Role } from '../../domain/role.ts';
import { queryKeys } from '../api/query-keys.ts';
import { listOrganisationsOf } from '../api/user-api.ts';

/** What somebody does, and where. */
export interface PlaceOfWork {
  readonly role: Role;
  /** '' until one is chosen. */
  readonly organisationId: string;
}

interface PlaceOfWorkFieldsProps {
  readonly value: PlaceOfWork;
  /** What is wrong with the organisation. */
  readonly error: string | null;
  readonly onChange: (value: PlaceOfWork) => void;
}

/** Role and organisation; only organisations in which the role makes sense are offered. */
export function PlaceOfWorkFields({ value, error, onChange }: PlaceOfWorkFieldsProps): ReactElement {
  const { t } = useTranslation();
  const kinds = KINDS_OF_ROLE[value.role];
  const organisations = useQuery({
    queryKey: queryKeys.organisationsOf(kinds),
    queryFn: ({ signal }) => listOrganisationsOf(kinds, signal),
    staleTime: 60_000,
  });
  const choices = (organisations.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <NativeSelect
        label={t('users.role')}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        value={value.role}
        onChange={({ currentTarget }) => onChange({ role: ROLES.find((role) => role === currentTarget.value) ?? 'board', organisationId: '' })}
      />
      <NativeSelect
        label={t('users.organisation')}
        data={[{ value: '', label: organisations.isPending ? t('common.loading') : t('users.choose') }, ...choices]}
        value={value.organisationId}
        error={organisations.isError ? t('problem.title') : error}
        onChange={({ currentTarget }) => onChange({ ...value, organisationId: currentTarget.value })}
      />
    </>
  );
}
