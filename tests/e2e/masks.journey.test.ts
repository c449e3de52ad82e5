import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cameraBody } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let camera: string;
beforeAll(async () => {
  web = await startWebApp();
  camera = (await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã ba có nhà' }))).json().id;
});
afterAll(() => web.close());

interface StoredMask {
  readonly reason: string;
  readonly state: string;
  readonly outline: readonly (readonly [number, number])[];
}
const stored = async (): Promise<readonly StoredMask[]> => (await web.api.as('board', 'GET', `/cameras/${camera}/masks`)).json().items;

async function expectRulesKept(page: Page, name: string): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/masks-${name}.png`, fullPage: true });
}

/** Where a part of the picture lies in the window. */
async function spotOf(picture: Locator, x: number, y: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = (await picture.boundingBox())!;
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

/** Clear of the menu, which a phone has at the bottom. */
const intoMiddle = (picture: Locator): Promise<void> => picture.evaluate((image) => image.scrollIntoView({ block: 'center' }));

async function pull(page: Page, picture: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const [begin, end] = [await spotOf(picture, ...from), await spotOf(picture, ...to)];
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

/** What a pixel of the picture's overlay shows: black where something is hidden. */
const blackenedAt = (page: Page, x: number, y: number): Promise<boolean> =>
  page.evaluate(
    ([shareX, shareY]) =>
      [...document.querySelectorAll('svg[viewBox="0 0 1 1"] rect')].some((rect) => {
        const of = (name: string): number => Number(rect.getAttribute(name));
        return shareX! >= of('x') && shareX! <= of('x') + of('width') && shareY! >= of('y') && shareY! <= of('y') + of('height');
      }),
    [x, y],
  );

it('a board takes a picture, pulls up a mask on it, mends it, sees what it hides and saves it, on a phone', async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${camera}`, size: PHONE });
  await page.getByRole('link', { name: 'Vẽ và xem vùng che' }).click();
  // the camera's page takes pictures too, and stays until the other is there
  await page.getByRole('heading', { level: 1, name: 'Vùng che: Ngã ba có nhà' }).waitFor();
  await page.getByRole('button', { name: 'Chụp hình ngay' }).click();
  const picture = page.getByRole('img', { name: /^Hình của camera lúc/ });
  await picture.waitFor();
  await intoMiddle(picture);
  await pull(page, picture, [0.2, 0.2], [0.5, 0.6]);
  await page.getByText('Đã có 4 góc.').waitFor();
  const corner = page.getByRole('slider', { name: 'Góc 3', exact: true });
  const [from, to] = [await spotOf(picture, 0.5, 0.6), await spotOf(picture, 0.6, 0.8)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => corner.getAttribute('aria-valuetext')).toMatch(/cách mép trái (59|60|61)\S*, cách mép trên (79|80|81)/);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect.poll(() => corner.getAttribute('aria-valuetext')).toMatch(/cách mép trái (49|50|51)/);
  await page.getByLabel('Xem thử').check();
  expect([await blackenedAt(page, 0.3, 0.4), await blackenedAt(page, 0.8, 0.8)]).toEqual([true, false]);
  await page.getByRole('button', { name: 'Lưu vùng che' }).click();
  await page.getByText('Không được để trống.').waitFor();
  await page.getByLabel('Che cái gì, vì sao').fill('Cửa sổ nhà đối diện');
  await expectRulesKept(page, 'drawn-360');
  await page.getByRole('button', { name: 'Lưu vùng che' }).click();
  await page.getByText('Đã lưu vùng che "Cửa sổ nhà đối diện".').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Đang che' }).waitFor();
  const [mask] = await stored();
  expect(mask?.outline.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)])).toEqual([
    [2, 2],
    [5, 2],
    [5, 6],
    [2, 6],
  ]);
  expect(complaints).toEqual([]);
  await close();
});

it('a picture that was asked for on the page of the camera, and comes after the way to its masks, is there at once', async () => {
  const { id } = (await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã ba chờ hình' }))).json();
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${id}`, size: PHONE });
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  // nobody hears how far the picture is until the other page is there
  await page.route('**/api/v1/jobs/*', async (route) => {
    await released;
    // of the page that was left nobody waits for it any more
    await route.continue().catch(() => undefined);
  });
  const asked = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/snapshots'));
  await page.getByRole('button', { name: 'Chụp hình ngay' }).click();
  const { jobId } = (await (await asked).json()) as { readonly jobId: string };
  await expect.poll(async () => (await web.api.as('board', 'GET', `/jobs/${jobId}`)).json().state).toBe('completed');
  await page.getByRole('link', { name: 'Vẽ và xem vùng che' }).click();
  await page.getByRole('heading', { level: 1, name: 'Vùng che: Ngã ba chờ hình' }).waitFor();
  release();
  await page.getByRole('img', { name: /^Hình của camera lúc/ }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('a mask is drawn by taps of a finger, corner by corner', async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${camera}/masks`, size: PHONE, hasTouch: true });
  const picture = page.getByRole('img', { name: /^Hình của camera lúc/ });
  await picture.waitFor();
  await page.getByText('Đa giác', { exact: true }).tap();
  await intoMiddle(picture);
  const taps = [
    [0.7, 0.2],
    [0.9, 0.2],
    [0.9, 0.5],
    [0.7, 0.7],
  ] as const;
  for (const [nth, [x, y]] of taps.entries()) {
    const spot = await spotOf(picture, x, y);
    await page.touchscreen.tap(spot.x, spot.y);
    await page.getByText(`Đã có ${nth + 1} góc.`).waitFor();
  }
  await page.getByLabel('Che cái gì, vì sao').fill('Sân trường');
  await page.getByRole('button', { name: 'Lưu vùng che' }).tap();
  await page.getByText('Đã lưu vùng che "Sân trường".').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('a mask is drawn by the keyboard alone and by numbers', async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${camera}/masks` });
  await page.getByRole('img', { name: /^Hình của camera lúc/ }).waitFor();
  const add = page.getByRole('button', { name: 'Thêm góc', exact: true });
  for (let nth = 1; nth <= 3; nth++) {
    await add.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Góc ${nth}`);
  }
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('slider', { name: 'Góc 3', exact: true }).getAttribute('aria-valuetext')).toBe('cách mép trái 80,5%, cách mép trên 70%');
  await page.keyboard.press('Control+z');
  expect(await page.getByRole('slider', { name: 'Góc 3', exact: true }).getAttribute('aria-valuetext')).toBe('cách mép trái 80%, cách mép trên 65%');
  await page.getByRole('button', { name: 'Thêm góc', exact: true }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Góc 4');
  await page.keyboard.press('Delete');
  await page.getByText('Đã có 3 góc.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Góc 3');
  await page.getByText('Nhập góc bằng số').click();
  await page.getByLabel('Góc 1, ngang').fill('12,5');
  await page.getByLabel('Góc 1, dọc').fill('900');
  await page.getByLabel('Góc 1, dọc').fill('7.5');
  await page.getByLabel('Che cái gì, vì sao').fill('Cửa phòng khám');
  await expectRulesKept(page, 'keyboard-1280');
  await page.getByRole('button', { name: 'Lưu vùng che' }).press('Enter');
  await page.getByText('Đã lưu vùng che "Cửa phòng khám".').waitFor();
  expect((await stored())[0]).toMatchObject({
    reason: 'Cửa phòng khám',
    outline: [
      [0.125, 0.075],
      [0.65, 0.5],
      [0.8, 0.65],
    ],
  });
  expect(complaints).toEqual([]);
  await close();
});

it('the board asks for a mask to be lifted, cannot agree itself, and the commander agrees without seeing the picture', async () => {
  const board = await web.open({ user: 'board', path: `/cameras/${camera}/masks`, size: PHONE });
  const item = board.page.getByRole('listitem').filter({ hasText: 'Cửa sổ nhà đối diện' }).first();
  await item.getByRole('button', { name: /^Đề nghị bỏ/ }).click();
  const chosen = () => item.getByRole('radio').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked));
  await expect.poll(chosen).toEqual([false, false, true, false]);
  await item.getByRole('radio', { name: 'Một tuần' }).check();
  await expectRulesKept(board.page, 'lift-360');
  await item.getByRole('textbox').fill('Nhà đã dỡ');
  await item.getByRole('button', { name: 'Đề nghị bỏ' }).click();
  await item.getByText('Chờ một người khác trong ban hoặc chỉ huy đồng ý.').waitFor();
  await expect.poll(() => item.getByRole('button', { name: /bỏ/ }).count()).toBe(0);
  await board.close();
  const { page, complaints, close } = await web.open({ user: 'commander', path: `/cameras/${camera}/masks`, size: DESKTOP });
  const asked = page.getByRole('listitem').filter({ hasText: 'Cửa sổ nhà đối diện' });
  await asked.getByText('Nhà đã dỡ').waitFor();
  await asked.getByText('3. Cửa sổ nhà đối diện').waitFor();
  await expect.poll(() => blackenedAt(page, 0.3, 0.4)).toBe(true);
  expect(await page.locator('img').count()).toBe(0);
  await expectRulesKept(page, 'commander-1280');
  await asked.getByRole('button', { name: /^Đồng ý bỏ/ }).click();
  await asked.getByRole('textbox').fill('Đã xem tại chỗ');
  await asked.getByRole('button', { name: 'Đồng ý bỏ', exact: true }).click();
  await asked.getByText('Đã bỏ', { exact: true }).waitFor();
  await asked.getByText(/^Đã bỏ đến \d\d\/\d\d\/\d{4} \d\d:\d\d.*, sau đó lại che\.$/).waitFor();
  await expect.poll(() => blackenedAt(page, 0.3, 0.4)).toBe(false);
  expect((await stored()).map(({ state }) => state)).toEqual(['live', 'live', 'lifted']);
  expect(complaints).toEqual([]);
  await close();
});

it('a mask is drawn anew as a new version, and the old one holds until another person agrees', async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${camera}/masks` });
  const old = page.getByRole('listitem').filter({ hasText: 'Sân trường' });
  await old.getByRole('button', { name: /^Vẽ lại/ }).click();
  await page.getByText('Đang vẽ lại vùng che "Sân trường".').waitFor();
  await page.getByRole('slider', { name: 'Góc 4', exact: true }).press('Shift+ArrowDown');
  await page.getByLabel('Che cái gì, vì sao').fill('Sân trường rộng hơn');
  await page.getByRole('button', { name: 'Lưu vùng che' }).click();
  await page.getByText('Đã vẽ lại thành "Sân trường rộng hơn"').waitFor();
  const [newest, , drawnBefore] = await stored();
  expect([newest?.state, drawnBefore?.reason, drawnBefore?.state]).toEqual(['live', 'Sân trường', 'lift_requested']);
  await expectRulesKept(page, 'redrawn-1280');
  expect(complaints).toEqual([]);
  await close();
});

it('an officer has no way to the masks', async () => {
  const { page, close } = await web.open({ user: 'officer', path: `/cameras/${camera}/masks` });
  await page.getByRole('heading', { name: 'Không thuộc quyền của bạn' }).waitFor();
  await close();
});

it('a camera whose purpose says that it sees homes waits for a review, which a commander gives; and its sign is reported and closed by a photograph', async () => {
  const seesHomes = (
    await web.api.as(
      'board',
      'POST',
      '/cameras',
      cameraBody(web.api.world, { name: 'Ngõ nhà dân', purpose: 'residential', source: { kind: 'simulated', seed: 21, faults: {} } }),
    )
  ).json().id;
  const { page, complaints, close } = await web.open({ user: 'commander', path: '/', size: PHONE });
  await page.getByRole('button', { name: /commander/ }).click();
  await page.getByRole('menuitem', { name: 'Vùng che: việc cần làm' }).click();
  await page.getByText('Nhìn thấy: nhà ở.').waitFor();
  await page.getByText('Chờ người thứ hai: 1 vùng che').waitFor();
  await expectRulesKept(page, 'reviews-360');
  await page.getByRole('link', { name: 'Ngõ nhà dân' }).click();
  const section = page.getByRole('region', { name: 'Xem xét vùng che' });
  await section.getByRole('button', { name: 'Ghi kết luận' }).click();
  await expect.poll(() => section.getByText('Không được để trống.').count()).toBe(2);
  await section.getByRole('radio', { name: 'Không cần' }).check();
  await section.getByRole('textbox').fill('Chỉ thấy mặt đường');
  await expectRulesKept(page, 'review-360');
  await section.getByRole('button', { name: 'Ghi kết luận' }).click();
  await section.getByText(/commander kết luận không cần vùng che/).waitFor();
  await page.goto(`/cameras/${seesHomes}`);
  await page.getByRole('button', { name: 'Báo: mất biển' }).click();
  await page.getByText('Đã báo cho ban điều hành.').waitFor();
  expect(complaints).toEqual([]);
  await close();
  const board = await web.open({ user: 'board', path: '/signs', size: PHONE });
  await board.page.getByText('có người báo mất biển').waitFor();
  await board.page.getByRole('link', { name: 'Ngõ nhà dân' }).click();
  await board.page.getByText(/commander báo mất biển lúc/).waitFor();
  await expectRulesKept(board.page, 'sign-360');
  const jpeg = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fc0' } })
    .jpeg()
    .toBuffer();
  await board.page.locator('input[type="file"]').setInputFiles({ name: 'bien.jpg', mimeType: 'image/jpeg', buffer: jpeg });
  await board.page.getByText('Đã lưu ảnh.').waitFor();
  await expect.poll(() => board.page.getByText(/commander báo mất biển/).count()).toBe(0);
  expect(board.complaints).toEqual([]);
  await board.close();
});
