import './base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/query-client.ts';
import { OfflineContext } from './offline/offline-context.ts';
import { startOffline } from './offline/start-offline.ts';
import { startVersionWatch } from './pwa/start-version-watch.ts';
import { UpdateNotice } from './pwa/update-notice.tsx';
import { AppRoutes } from './routing/app-routes.tsx';
import { startTranslation } from './i18n/i18n.ts';
import { PageErrorBoundary } from './shell/page-error-boundary.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');

const client = createQueryClient();
const [offline] = await Promise.all([startOffline(client), startTranslation()]);
const versionWatch = startVersionWatch();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <OfflineContext value={offline}>
        {versionWatch !== null && <UpdateNotice watch={versionWatch} />}
        <BrowserRouter>
          <PageErrorBoundary>
            <AppRoutes />
          </PageErrorBoundary>
        </BrowserRouter>
      </OfflineContext>
    </QueryClientProvider>
  </StrictMode>,
);
