import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Incident } from '../api/api-types.ts';

/** In place of an act that a merged report doesn't take any more: the incident to do it in. */
export function GoOnThere({ mergedInto }: { readonly mergedInto: NonNullable<Incident['mergedInto']> }): ReactElement {
  const { t } = useTranslation();
  return (
    <Text>
      {t('merged.goOn')} <Link to={`/incidents/${mergedInto.id}`}>{mergedInto.referenceNumber}</Link>.
    </Text>
  );
}
