import { Component, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { wasReached } from '../api/reach.ts';

interface PageErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a page that fails to draw, or whose code can't be fetched after an update, from leaving an empty window. React wants a class here. */
export class PageErrorBoundary extends Component<PageErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <PageFailure /> : this.props.children;
  }
}

function PageFailure(): ReactElement {
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
