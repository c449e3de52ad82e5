import './base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { setOffline } from './offline/offline-of.ts';
import { startOffline } from './offline/start-offline.ts';
import { isUpdated } from './pwa/own-version.ts';
import { startVersionWatch } from './pwa/start-version-watch.ts';
import { watchUnsavedWork } from './pwa/unsaved-work.ts';
import { UpdateNotice } from './pwa/update-notice.tsx';
import { createAppRouter } from './routing/app-router.ts';
import { startTranslation } from './i18n/i18n.ts';
import { PageErrorBoundary } from './shell/page-error-boundary.tsx';
import { reloadAfterUpdate } from './shell/reload-after-update.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');

const client = createQueryClient();
const hasUnsavedWork = watchUnsavedWork(document, client);
reloadAfterUpdate({
  target: window,
  hasUnsavedWork,
  // asked for only when it is needed: where storage is blocked, the question itself fails
  storage: { getItem: (name) => sessionStorage.getItem(name), setItem: (name, value) => sessionStorage.setItem(name, value) },
  nowMs: () => Date.now(),
  isUpdated,
  reload: () => window.location.reload(),
});
const [offline] = await Promise.all([startOffline(client), startTranslation()]);
setOffline(client, offline);
const versionWatch = startVersionWatch(client, hasUnsavedWork);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      {versionWatch !== null && <UpdateNotice watch={versionWatch} />}
      <PageErrorBoundary>
        <RouterProvider router={createAppRouter(client)} />
      </PageErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
);
