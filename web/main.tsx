import './base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/query-client.ts';
import { AppRoutes } from './routing/app-routes.tsx';
import { startTranslation } from './i18n/i18n.ts';
import { PageErrorBoundary } from './shell/page-error-boundary.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');

await startTranslation();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <BrowserRouter>
        <PageErrorBoundary>
          <AppRoutes />
        </PageErrorBoundary>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
