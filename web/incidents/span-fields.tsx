import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import formStyles from '../cameras/camera-form.module.css';
import { DayInput } from '../ui/day-input.tsx';
import type { HoldSpanDraft, HoldSpanProblems } from './hold-span.ts';

const FIELDS = ['fromDay', 'fromTime', 'toDay', 'toTime'] as const;

interface SpanFieldsProps {
  /** What the span is for: each has texts of its own. */
  readonly of: 'hold' | 'request';
  readonly draft: HoldSpanDraft;
  readonly problems: HoldSpanProblems;
  readonly onChange: (draft: HoldSpanDraft) => void;
}

/** Two days and two times to the second. */
export function SpanFields({ of, draft, problems, onChange }: SpanFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={formStyles.pair}>
      {FIELDS.map((field) => {
        const problem = problems[field];
        const parts = {
          required: true,
          label: of === 'hold' ? t(`hold.span.${field}`) : t(`request.span.${field}`),
          value: draft[field],
          error: problem ? t(`formProblem.${problem}`) : null,
        };
        const told = (text: string) => onChange({ ...draft, [field]: text });
        return field.endsWith('Day') ? (
          <DayInput key={field} {...parts} onChange={told} />
        ) : (
          <TextInput
            key={field}
            {...parts}
            inputMode="numeric"
            autoComplete="off"
            placeholder={t('clockForm.secondsFormat')}
            onChange={(event) => told(event.currentTarget.value)}
          />
        );
      })}
    </div>
  );
}
