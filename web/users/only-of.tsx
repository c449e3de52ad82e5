import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getOrganisation } from '../api/organisation-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';
import { QueryView } from '../ui/query-view.tsx';

/** Says that the list holds the users of one organisation only, with a way to all. */
export function OnlyOf({ organisationId }: { readonly organisationId: string }): ReactElement {
  const { t } = useTranslation();
  const organisation = useQuery({ queryKey: queryKeys.organisation(organisationId), queryFn: ({ signal }) => getOrganisation(organisationId, signal) });
  return (
    <>
      <QueryView query={organisation}>{({ name }) => <Text>{t('organisations.onlyOf', { name })}</Text>}</QueryView>
      <Text>
        <Link to="/users">{t('organisations.allUsers')}</Link>
      </Text>
    </>
  );
}
