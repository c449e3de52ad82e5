import { NativeSelect } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FULFILMENT_OUTCOMES, MISSING_REASONS } from '../../domain/requests/request-terms.ts';
import type { FootageRequest } from '../api/api-types.ts';
import { fulfilmentCall, type FulfilmentInput } from '../api/request-api.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useRequestSend } from './use-request-send.ts';

const OUTCOMES = ['partial', 'unavailable', 'completed'] as const satisfies readonly (typeof FULFILMENT_OUTCOMES)[number][];

/** The board says that a part of it, nothing or all can be handed over, and why. */
export function FulfilmentForm({ request, onDone }: { readonly request: FootageRequest; readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const send = useRequestSend(request);
  const [outcome, setOutcome] = useState<FulfilmentInput['outcome']>('partial');
  const [missing, setMissing] = useState<(typeof MISSING_REASONS)[number]>('not_recorded');
  const save = (reason: string) => send('fulfil', fulfilmentCall(request.id, { outcome, reason, ...(outcome !== 'completed' && { missing }) }));
  return (
    <ReasonForm label={t('request.reason.fulfil')} save={t('request.fulfilSave')} onSave={save} onDone={onDone}>
      <NativeSelect
        maw={420}
        label={t('request.outcomeLabel')}
        value={outcome}
        onChange={(event) => setOutcome(OUTCOMES.find((each) => each === event.currentTarget.value) ?? 'partial')}
        data={OUTCOMES.map((value) => ({ value, label: t(`request.outcome.${value}`) }))}
      />
      {outcome !== 'completed' && (
        <NativeSelect
          maw={420}
          label={t('request.missing')}
          value={missing}
          onChange={(event) => setMissing(MISSING_REASONS.find((each) => each === event.currentTarget.value) ?? 'other')}
          data={MISSING_REASONS.map((value) => ({ value, label: t(`request.missingReason.${value}`) }))}
        />
      )}
    </ReasonForm>
  );
}
