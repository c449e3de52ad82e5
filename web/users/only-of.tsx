import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getOrganisation } from '../api/organisation-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';

/** Says that the list holds the users of one organisation only, with a way to all. */
export function OnlyOf({ organisationId }: { readonly organisationId: string }): ReactElement {
  const { t } = useTranslation();
  const organisation = useQuery({ queryKey: queryKeys.organisation(organisationId), queryFn: ({ signal }) => getOrganisation(organisationId, signal) });
  return (
    <Text>
      {t('organisations.onlyOf', { name: organisation.data?.name ?? '…' })} <Link to="/users">{t('organisations.allUsers')}</Link>
    </Text>
  );
}
