import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useWaiting } from './use-waiting.ts';

/** Beside a record: what was entered for it and isn't sent yet. */
export function WaitingMark({ recordId }: { readonly recordId: string }): ReactElement {
  const { t } = useTranslation();
  const waiting = useWaiting().filter((action) => action.recordId === recordId && action.state === 'waiting');
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
