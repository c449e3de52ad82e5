import { NativeSelect } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createHold } from '../api/hold-api.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { ReasonForm } from './reason-form.tsx';
import { useHoldRefresh } from './use-hold-refresh.ts';

const DAY_MS = 86_400_000;
/** A day less than the longest that the service takes: clocks differ. */
const DAYS = [7, 14, 29] as const;

interface HoldFormProps {
  readonly incidentId: string;
  readonly cameraId: string;
  /** The true time to hold, RFC 3339; null while the fields among the children can't be read, which they say themselves. */
  readonly span: () => { readonly from: string; readonly to: string } | null;
  readonly children?: ReactNode;
  readonly onDone: () => void;
}

/** Holds a camera's footage by hand, for some days and a reason. */
export function HoldForm({ incidentId, cameraId, span, children, onDone }: HoldFormProps): ReactElement {
  const { t } = useTranslation();
  const keyOf = useCreationKey();
  const refresh = useHoldRefresh(incidentId);
  const [days, setDays] = useState<number>(DAYS[0]);
  const hold = async (reason: string) => {
    const wanted = span();
    if (wanted === null) return;
    const during = { from: wanted.from, to: wanted.to };
    const key = keyOf({ cameraId, ...during, days, reason });
    await createHold(incidentId, { cameraId, ...during, reason, expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() }, key);
    await refresh();
  };
  return (
    <ReasonForm label={t('hold.keepReason')} save={t('hold.keepSave')} ready={() => span() !== null} onSave={hold} onDone={onDone}>
      {children}
      <NativeSelect
        maw={240}
        label={t('hold.keepDays')}
        value={String(days)}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={DAYS.map((count) => ({ value: String(count), label: t('hold.days', { count }) }))}
      />
    </ReasonForm>
  );
}
