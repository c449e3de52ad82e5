import type { Page, WebSocketRoute } from 'playwright-core';
import { TEST_PASSWORD, type TestUser } from '../test-app.ts';

/** What every page then says, in either language. */
const LOST = /^(?:Mất kết nối với máy chủ|Connection to the server lost)/;

/** A page whose connection to the service a test can cut, as that of a phone under a bridge. */
export interface CuttablePage {
  /** Nothing gets through any more, and the live connection breaks. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Waits until the page says that the connection is lost. */
  said(): Promise<void>;
}

/** Makes a page so, before it has a live connection: until somebody has signed in there is none. */
export async function makeCuttable(page: Page): Promise<CuttablePage> {
  const sockets = new Set<WebSocketRoute>();
  let isCut = false;
  const said = (): Promise<void> => page.getByText(LOST).waitFor();
  await page.routeWebSocket('**/api/v1/events', (socket) => {
    if (isCut) return void socket.close();
    socket.connectToServer();
    sockets.add(socket);
  });
  return {
    async cut() {
      isCut = true;
      await page.context().setOffline(true);
      for (const socket of sockets) await socket.close();
      sockets.clear();
      await said();
    },
    said,
    async restore() {
      isCut = false;
      await page.context().setOffline(false);
      await page.getByText(LOST).waitFor({ state: 'detached' });
    },
  };
}

/** The same for a page before the sign-in: it has no live connection, and no line that says that it is lost. */
export function makeCuttableOutside(page: Page): CuttablePage {
  return { cut: () => page.context().setOffline(true), restore: () => page.context().setOffline(false), said: async () => undefined };
}

/** Signs in on the page that asks for it, as a person does. */
export async function signInByHand(page: Page, user: TestUser): Promise<void> {
  await page.locator('input[name="username"]').fill(user);
  await page.locator('input[name="password"]').fill(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('input[name="password"]').waitFor({ state: 'detached' });
}

/** Leaves by the menu of the account, in either language. */
export async function signOutByHand(page: Page, user: TestUser): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(?:Tài khoản|Account): ${user}$`) }).click();
  await page.getByRole('menuitem', { name: /^(?:Đăng xuất|Sign out)$/ }).click();
  await page.locator('input[name="username"]').waitFor();
}
