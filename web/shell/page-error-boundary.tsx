import { Component, type ReactNode } from 'react';
import { PageFailure } from './page-failure.tsx';

interface PageErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps what fails outside any page from leaving an empty window; the router does the same for each page. React wants a class here. */
export class PageErrorBoundary extends Component<PageErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <PageFailure /> : this.props.children;
  }
}
