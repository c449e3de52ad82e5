import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import formStyles from '../cameras/camera-form.module.css';
import { DayInput } from '../ui/day-input.tsx';
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
  const partsOf = (name: typeof day | typeof time) => {
    const problem = problems[name];
    return { required: true, label: t(`clockForm.${name}`), value: draft[name], error: problem ? t(`formProblem.${problem}`) : null };
  };
  return (
    <div className={formStyles.pair}>
      <DayInput {...partsOf(day)} onChange={(text) => change({ [day]: text })} />
      <TextInput
        {...partsOf(time)}
        placeholder={t('clockForm.secondsFormat')}
        inputMode="numeric"
        autoComplete="off"
        onChange={(event) => change({ [time]: event.currentTarget.value })}
      />
    </div>
  );
}
