import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { parseLocalDay } from '../formats/local-time.ts';
import { useTextOf } from './use-text-of.ts';

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  /** Told when the field is left, or emptied, with a day that can be read. */
  readonly onCommit: (day: string) => void;
}

/** A day typed as dd/mm/yyyy: browsers' own date fields write it the way of the browser's language, not of the page's. */
export function DayField({ label, value, onCommit }: DayFieldProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useTextOf(value);
  const wrong = text.trim() !== '' && parseLocalDay(text) === null;
  const commit = () => !wrong && text !== value && onCommit(text.trim());
  return (
    <TextInput
      label={label}
      placeholder={t('form.dayFormat')}
      inputMode="numeric"
      value={text}
      error={wrong && text.length >= 8 ? t('formProblem.day') : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
