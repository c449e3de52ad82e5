import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { parseLocalDay } from '../formats/local-time.ts';
import { DayInput } from './day-input.tsx';
import { useTextOf } from './use-text-of.ts';

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  /** Told when the field is left, or emptied, or a day was chosen, with a day that can be read. */
  readonly onCommit: (day: string) => void;
}

/** A day that is told further once it is whole. */
export function DayField({ label, value, onCommit }: DayFieldProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useTextOf(value);
  const wrong = text.trim() !== '' && parseLocalDay(text) === null;
  const commit = () => !wrong && text !== value && onCommit(text.trim());
  return (
    <DayInput
      label={label}
      value={text}
      error={wrong && text.length >= 8 ? t('formProblem.day') : null}
      onChange={setText}
      onChoose={(day) => day !== value && onCommit(day)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
