import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { useId, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCalendarDay } from '../formats/instant-format.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import { MenuIcon } from '../shell/menu-icon.tsx';
import styles from './day-input.module.css';

interface DayInputProps extends Pick<TextInputProps, 'description' | 'error' | 'maw' | 'required' | 'onBlur' | 'onKeyDown'> {
  readonly label: string;
  /** As typed. */
  readonly value: string;
  /** Told with each letter, and with the whole day when it was chosen. */
  readonly onChange: (text: string) => void;
  /** Told with a day that was chosen in the calendar, after `onChange`. */
  readonly onChoose?: (text: string) => void;
}

/** Older browsers have no calendar that a page can open: there a day is typed. */
const hasCalendar = 'showPicker' in HTMLInputElement.prototype;

/** A day, typed as dd/mm/yyyy or chosen in the device's own calendar. Browsers' own date fields write it the way of the browser's language, not of the page's: so theirs is only opened, and not seen. */
export function DayInput({ value, onChange, onChoose, ...field }: DayInputProps): ReactElement {
  const { t } = useTranslation();
  const labelId = useId();
  const calendar = useRef<HTMLInputElement>(null);
  const choose = (day: string): void => {
    if (day === '') return;
    const text = formatCalendarDay(day);
    onChange(text);
    onChoose?.(text);
  };
  return (
    <TextInput
      {...field}
      labelProps={{ id: labelId }}
      placeholder={t('form.dayFormat')}
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSectionWidth={44}
      rightSection={
        hasCalendar && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={40}
              aria-label={t('form.calendar')}
              aria-describedby={labelId}
              onClick={() => calendar.current?.showPicker()}
            >
              <MenuIcon name="calendar" size={20} />
            </ActionIcon>
            <input
              ref={calendar}
              className={styles.calendar}
              type="date"
              tabIndex={-1}
              aria-hidden
              value={parseLocalDay(value) ?? ''}
              onChange={(event) => choose(event.currentTarget.value)}
            />
          </>
        )
      }
    />
  );
}
