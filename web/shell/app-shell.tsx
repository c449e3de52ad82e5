import './component-styles.css';
import { MantineProvider } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveContext } from '../live/live-context.ts';
import { useLiveUpdates } from '../live/use-live-updates.ts';
import { WaitingPanel } from '../offline/waiting-panel.tsx';
import { usePushRenewal } from '../push/use-push-renewal.ts';
import { AlarmBanner } from './alarm-banner.tsx';
import styles from './app-shell.module.css';
import { BrandMark } from './brand-mark.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { MainMenu } from './main-menu.tsx';
import { cssVariables, theme } from './theme.ts';
import { UserMenu } from './user-menu.tsx';

/** Frame of every page behind the sign-in: header, menu, live updates, and the page itself. */
export function AppShell(): ReactElement {
  const { t } = useTranslation();
  const live = useLiveUpdates();
  usePushRenewal();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
      <LiveContext value={live}>
        <div className={styles.shell}>
          <a className={styles.skip} href="#main">
            {t('shell.skip')}
          </a>
          <header className={styles.header}>
            <span className={styles.brand}>
              <BrandMark size={30} />
              Mắt Phố
            </span>
            <MainMenu />
            <div className={styles.tools}>
              <LanguageSwitch />
              <UserMenu />
            </div>
          </header>
          <ConnectionBanner />
          <WaitingPanel />
          <AlarmBanner />
          <main id="main" tabIndex={-1} className={styles.main}>
            <Outlet />
          </main>
        </div>
      </LiveContext>
    </MantineProvider>
  );
}
