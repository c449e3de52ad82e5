import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import formStyles from '../cameras/camera-form.module.css';
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
        return (
          <TextInput
            key={field}
            required
            inputMode="numeric"
            autoComplete="off"
            label={of === 'hold' ? t(`hold.span.${field}`) : t(`request.span.${field}`)}
            placeholder={field.endsWith('Day') ? t('form.dayFormat') : t('clockForm.secondsFormat')}
            value={draft[field]}
            error={problem ? t(`formProblem.${problem}`) : null}
            onChange={(event) => onChange({ ...draft, [field]: event.currentTarget.value })}
          />
        );
      })}
    </div>
  );
}
