import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useWaiting } from './use-waiting.ts';
import type { WaitingKind } from './waiting-action.ts';

interface WaitingMarkProps {
  readonly recordId: string;
  /** Only this; absent: whatever there is. */
  readonly only?: WaitingKind;
}

/** Beside a record: what was entered for it and isn't sent yet. */
export function WaitingMark({ recordId, only }: WaitingMarkProps): ReactElement {
  const { t } = useTranslation();
  const waiting = useWaiting().filter(({ kind, state, ...action }) => action.recordId === recordId && state === 'waiting' && (only ?? kind) === kind);
  return (
    <div role="status">
      {waiting.map(({ id, kind }) => (
        <p key={id} style={{ margin: 0, fontWeight: 600 }}>
          {t('waiting.mark', { what: t(`waiting.kind.${kind}`) })}
        </p>
      ))}
    </div>
  );
}
