import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { IncidentLink } from './incident-link.tsx';

/** In place of an act that a merged report doesn't take any more: the incident to do it in. */
export function GoOnThere({ mergedInto }: { readonly mergedInto: NonNullable<Incident['mergedInto']> }): ReactElement {
  const { t } = useTranslation();
  return (
    <Text>
      {t('merged.goOn')} <IncidentLink incident={mergedInto} />.
    </Text>
  );
}
