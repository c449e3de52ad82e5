import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { wasReached } from '../api/reach.ts';

/** In place of a page that failed to draw, or whose code can't be fetched after an update. */
export function PageFailure(): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="alert" className="plain-message">
      <h1>{t('shell.pageFailed')}</h1>
      <p>{t(wasReached() ? 'shell.pageFailedAdvice' : 'offline.pageMissing')}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {t('shell.reload')}
      </button>
    </div>
  );
}
