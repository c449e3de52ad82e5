/**
 * Modules of `web/` whose files, with all that they import, the worker keeps from the start: the frame, the pages that a board reads or fills in without connection, and Vietnamese. What else somebody opens is kept
 * from then on.
 */
export const KEPT_PAGES: readonly string[] = [
  'main.tsx',
  'i18n/vi-first.ts',
  'i18n/vi-rest.ts',
  'shell/first-page.ts',
  'shell/user-menu-list.tsx',
  'shell/not-found-page.tsx',
  'cameras/camera-page.tsx',
  'cameras/camera-rows-in-sight.tsx',
  'faults/fault-list-page.tsx',
  'faults/fault-page.tsx',
  // the menu's way to the page after it
  'cameras/camera-create-page.tsx',
  'registering/register-here-page.tsx',
  'requests/requests-page.tsx',
  'messages/messages-page.tsx',
  'audit/audit-page.tsx',
];
