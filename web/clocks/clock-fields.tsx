import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import formStyles from '../cameras/camera-form.module.css';
import type { ClockDraft, ClockProblems } from './clock-draft.ts';

interface ClockFieldsProps {
  readonly of: 'device' | 'true';
  readonly draft: Pick<ClockDraft, 'deviceDay' | 'deviceTime' | 'trueDay' | 'trueTime'>;
  readonly problems: ClockProblems;
  readonly change: (part: Partial<ClockDraft>) => void;
}

/** Day and time, to the second, as a device or a phone shows them. */
export function ClockFields({ of, draft, problems, change }: ClockFieldsProps): ReactElement {
  const { t } = useTranslation();
  const [day, time] = of === 'device' ? (['deviceDay', 'deviceTime'] as const) : (['trueDay', 'trueTime'] as const);
  const field = (name: typeof day | typeof time, placeholder: string) => {
    const problem = problems[name];
    return (
      <TextInput
        required
        label={t(`clockForm.${name}`)}
        placeholder={placeholder}
        inputMode="numeric"
        autoComplete="off"
        value={draft[name]}
        error={problem ? t(`formProblem.${problem}`) : null}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    );
  };
  return (
    <div className={formStyles.pair}>
      {field(day, t('form.dayFormat'))}
      {field(time, t('clockForm.secondsFormat'))}
    </div>
  );
}
