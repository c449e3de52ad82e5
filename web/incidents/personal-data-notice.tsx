import { Alert, Text } from '@mantine/core';
import { type ReactElement, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findPersonalData } from '../../domain/personal-data-check.ts';
import { useKnownText } from '../ui/use-known-text.ts';

/** Points at plates, ID and phone numbers in a text while it is typed: the service refuses them, since incidents are found by place and time only. */
export function PersonalDataNotice({ text, advice }: { readonly text: string; readonly advice?: string }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const found = useMemo(() => findPersonalData(text), [text]);
  return (
    <div role="status">
      {found.length > 0 && (
        <Alert color="orange" title={t('personalData.title')}>
          <ul style={{ margin: '0 0 0.5rem', paddingLeft: '1.2rem' }}>
            {found.map(({ kind, offset, length }) => (
              <li key={offset}>
                <b>{text.slice(offset, offset + length)}</b> – {knownText(`personalData.kind.${kind}`, kind)}
              </li>
            ))}
          </ul>
          <Text>{advice ?? t('personalData.advice')}</Text>
        </Alert>
      )}
    </div>
  );
}
