import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKeptCheckpoint } from '../../domain/access-log/kept-checkpoint.ts';
import { noteKeyText } from '../../domain/access-log/signed-note.ts';
import { cameraBody } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

async function registerCamera(name: string, changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name, ...changes }));
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ id: string }>().id;
}

describe('the map', () => {
  it('shows cameras of the user, leads from one to its page, and follows changes without a reload', async () => {
    const id = await registerCamera('Ngã tư bản đồ');
    const { page, complaints, close } = await web.open({ user: 'officer', path: '/?q=nga%20tu%20ban%20do' });
    // an address that names cameras leads an officer to the map, narrowed to them
    await page.waitForURL((url) => url.pathname === '/map' && url.searchParams.get('q') === 'nga tu ban do');
    const item = page.getByRole('listitem').filter({ hasText: 'Ngã tư bản đồ' });
    await item.getByText('Hoạt động').waitFor();
    await page.locator('canvas.maplibregl-canvas').waitFor();
    await item.getByRole('button', { name: 'Xem Ngã tư bản đồ trên bản đồ' }).click();
    await page.getByRole('complementary', { name: 'Camera đang chọn' }).getByText('Hoạt động').waitFor();
    await web.api.as('board', 'PATCH', `/cameras/${id}`, { maintenance: true });
    await item.getByText('Bảo trì').waitFor();
    await page
      .getByRole('button', { name: /^Bảo trì/ })
      .getByText('1')
      .waitFor();
    await page.getByRole('link', { name: 'Mở trang camera' }).click();
    await page.waitForURL(`**/cameras/${id}`);
    const heading = page.getByRole('heading', { level: 1, name: 'Ngã tư bản đồ' });
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect.poll(() => page.title()).toBe('Ngã tư bản đồ – Mắt Phố');
    expect(complaints).toEqual([]);
    await close();
  });

  it('selects the camera that is clicked on', async () => {
    const place = { ...(cameraBody(web.api.world)['placement'] as object), position: { type: 'Point', coordinates: [108.27, 11.79] } };
    const body = cameraBody(web.api.world, { name: 'Camera bấm được', unitId: web.api.world.otherWard, placement: place });
    expect((await web.api.as('otherboard', 'POST', '/cameras', body)).statusCode).toBe(201);
    const { page, close } = await web.open({ user: 'otherboard' });
    await page.locator('canvas.maplibregl-canvas').waitFor();
    // the only camera within reach is in the middle of the first view
    await expect.poll(() => clickMiddleOfMap(page)).toContain('Camera bấm được');
    await page.getByRole('button', { name: 'Đóng' }).click();
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0);
    await close();
  });

  it('narrows the list by state and by words without accents, in the address too', async () => {
    await registerCamera('Cổng trường Lê Lợi');
    await registerCamera('Nháp ở chợ', { purpose: undefined });
    const { page, close } = await web.open({ user: 'board' });
    await page.getByRole('searchbox').fill('le loi');
    await page.getByRole('listitem').filter({ hasText: 'Cổng trường Lê Lợi' }).waitFor();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('le loi');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: /^Bản nháp/ }).click();
    await page.getByText('Chưa hoạt động: cần ghi mục đích.').waitFor();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    await page.reload();
    await page.getByRole('listitem').filter({ hasText: 'Nháp ở chợ' }).waitFor();
    await page.getByRole('searchbox').fill('không có tên này');
    await page.getByText('Không có camera nào khớp.').waitFor();
    await close();
  });

  it('keeps the focus in a list that grows long, and in a row that is scrolled away', async () => {
    const id = await registerCamera('Camera đầu hàng');
    const { page, close } = await web.open({ user: 'board', path: '/manifest.webmanifest', withoutWebGl: true });
    const pattern = (await web.api.as('board', 'GET', `/cameras/${id}`)).json<object>();
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => ({
        ...pattern,
        id: `00000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`,
        name: `Hàng ${from + index}`,
      }));
    let length = 100;
    await page.route('**/api/v1/cameras?*', (route) => route.fulfill({ json: { items: many(0, length), nextCursor: null } }));
    // what is announced before a page listens, it doesn't hear
    const isListening = new Promise((resolve) => page.on('websocket', (socket) => socket.on('framereceived', resolve)));
    await page.goto('/');
    await isListening;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);
    await page.getByRole('button', { name: 'Xem Hàng 97 trên bản đồ' }).focus();
    length = 160;
    // another camera: the list is told, and asks anew
    await registerCamera('Camera cuối hàng');
    await page.locator('li[aria-setsize="160"]').first().waitFor();
    await expect.poll(focused).toBe('Xem Hàng 97 trên bản đồ');
    await page.getByRole('button', { name: 'Xem Hàng 97 trên bản đồ' }).evaluate((button) => {
      for (let around = button.parentElement; around !== null; around = around.parentElement) around.scrollTop = 0;
    });
    await page.getByRole('button', { name: 'Xem Hàng 0 trên bản đồ' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Xem Hàng 60 trên bản đồ' }).count()).toBe(0);
    expect(await focused()).toBe('Xem Hàng 97 trên bản đồ');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).not.toBe('BODY');
    await close();
  });

  it('leaves the list to browsers that can draw no map', async () => {
    await registerCamera('Camera không bản đồ');
    const { page, close } = await web.open({ user: 'board', withoutWebGl: true });
    await page.getByText('Trình duyệt này không vẽ được bản đồ').waitFor();
    await page.getByRole('link', { name: /Camera không bản đồ/ }).waitFor();
    await close();
  });

  it('says so while the service is away, and mends itself', async () => {
    const { page, close } = await web.open({ user: 'board', path: '/incidents' });
    await page.getByRole('heading', { name: 'Không thuộc quyền của bạn' }).waitFor();
    await page.route('**/api/v1/cameras?*', (route) => route.abort());
    await page.getByRole('link', { name: 'Camera', exact: true }).click();
    await page.getByRole('alert').getByText('Không kết nối được máy chủ.').waitFor();
    await page.unroute('**/api/v1/cameras?*');
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByRole('listitem').first().waitFor();
    await close();
  });
});

describe('a board', () => {
  it('registers a camera on the map, tests it, takes its picture and changes it, on a phone', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', path: '/cameras/new', size: PHONE });
    await page.getByLabel('Tên camera').fill('Ngã ba mới');
    await page.getByLabel('Mục đích', { exact: true }).selectOption('junction');
    await page.getByLabel('Ngày gắn biển báo').fill('1/11/2026');
    const canvas = page.locator('canvas.maplibregl-canvas');
    await canvas.scrollIntoViewIfNeeded();
    await expect.poll(() => clickMiddleOfMap(page, () => page.getByLabel('Vĩ độ').inputValue())).toMatch(/^11\.7/);
    await turnOnMap(page);
    await page.getByText('Không có nhà nào (đã biết) che tầm nhìn.').waitFor();
    expect(await page.getByRole('button', { name: 'Chỉnh theo hình của camera' }).count()).toBe(0);
    await page.getByLabel('Camera mô phỏng').check();
    await page.getByRole('combobox', { name: 'Ghi hình' }).selectOption('continuous');
    await page.getByText('Cần khoảng 64,8 GB ổ đĩa để lưu 3 ngày').waitFor();
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Ngã ba mới' }).waitFor();

    await page.getByRole('button', { name: 'Kiểm tra camera này ngay' }).click();
    await page.getByText('Camera hoạt động tốt').waitFor();
    await page.getByRole('button', { name: 'Chụp hình ngay' }).click();
    const picture = page.getByRole('img', { name: /^Hình của camera Ngã ba mới/ });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    // the time that is printed in it, typed: twelve hours off
    await page.getByRole('button', { name: 'Nhập giờ in trên hình này' }).click();
    const halfDayLater = new Date(Date.now() + 43_200_000 + 7 * 3_600_000).toISOString();
    await page.getByLabel('Ngày thiết bị').fill(halfDayLater.slice(0, 10).split('-').toReversed().join('/'));
    await page.getByRole('textbox', { name: 'Giờ thiết bị' }).fill(halfDayLater.slice(11, 19));
    await page.getByRole('form', { name: 'Nhập giờ in trên hình này' }).getByRole('button', { name: 'Lưu lần so giờ' }).click();
    await page.getByRole('status').getByText('Nhầm sáng với chiều').waitFor();

    await page.getByRole('link', { name: 'Sửa camera' }).click();
    await page.getByLabel('Tên camera').fill('Ngã ba đã đổi');
    await page.getByRole('textbox', { name: 'Hướng nhìn' }).fill('90');
    const hfov = await markTwoPoints(page);
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ngã ba đã đổi' }).waitFor();
    await page.getByText(hfov, { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('sees at its field why an address is refused, and keeps what was typed', async () => {
    const { page, close } = await web.open({ user: 'board', path: '/cameras/new' });
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByRole('alert').getByText('Một số ô còn thiếu hoặc chưa đúng').waitFor();
    await page.getByLabel('Tên camera').fill('Camera cấm');
    await page.getByLabel('Vĩ độ').fill('11,795');
    await page.getByLabel('Kinh độ').fill('108,235');
    await page.getByRole('textbox', { name: 'Địa chỉ' }).fill('rtsp://127.0.0.1:554/s1');
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    const address = page.getByRole('textbox', { name: 'Địa chỉ' });
    await expect.poll(() => address.getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('alert').getByText('Địa chỉ này không nằm trong mạng camera được phép.').waitFor();
    expect(await page.getByLabel('Tên camera').inputValue()).toBe('Camera cấm');
    // the summary above the fields, which stands first; the focus comes to it once it is drawn
    const summary = page.getByRole('alert').first();
    await expect.poll(() => summary.evaluate((alert) => alert === document.activeElement)).toBe(true);
    await close();
  });

  it('puts a camera under maintenance and retires it for good', async () => {
    const id = await registerCamera('Camera cũ');
    const { page, close } = await web.open({ user: 'board', path: `/cameras/${id}/edit` });
    await page.getByRole('button', { name: 'Bắt đầu bảo trì' }).click();
    await page.getByRole('button', { name: 'Kết thúc bảo trì' }).waitFor();
    await page.getByRole('button', { name: 'Gỡ bỏ camera' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Gỡ bỏ camera' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect((await web.api.as('board', 'GET', `/cameras/${id}`)).statusCode).toBe(404);
    await close();
  });
});

describe('somebody who is not of the board', () => {
  it('is told why no picture is shown, and can change nothing', async () => {
    const id = await registerCamera('Camera của tổ');
    const { page, close } = await web.open({ user: 'officer', path: `/cameras/${id}` });
    await page.getByText('Chỉ ban điều hành quản lý camera mới xem được hình').waitFor();
    for (const name of ['Kiểm tra camera này ngay', 'Chụp hình ngay']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Sửa camera' }).count()).toBe(0);
    expect(await page.locator('img').count()).toBe(0);
    await close();
  });

  it('learns nothing of a camera beyond reach', async () => {
    const id = await registerCamera('Camera xa');
    const { page, close } = await web.open({ user: 'otherofficer', path: `/cameras/${id}` });
    await page.getByRole('alert').getByText('Không tìm thấy, hoặc bạn không được xem.').waitFor();
    expect(await page.getByText('Camera xa').count()).toBe(0);
    await close();
  });
});

type OpenPage = Awaited<ReturnType<WebApp['open']>>['page'];

/** Turns, opens and moves the camera by the handles on the map: with keys, and dragged by a pointer. */
async function turnOnMap(page: OpenPage): Promise<void> {
  const valueOf = (name: string) => page.getByRole('textbox', { name, exact: true }).inputValue();
  const aim = page.getByRole('slider', { name: 'Hướng và tầm nhìn trên bản đồ' });
  await aim.press('Shift+ArrowRight');
  await aim.press('ArrowDown');
  await expect.poll(async () => [await valueOf('Hướng nhìn'), await valueOf('Tầm nhìn')]).toEqual(['10°', '39 m']);
  expect(await aim.getAttribute('aria-valuetext')).toBe('hướng 10° (bắc), tầm nhìn 39 m');
  await page.getByRole('slider', { name: 'Mép phải vùng nhìn' }).press('ArrowUp');
  await expect.poll(() => valueOf('Góc nhìn ngang')).toBe('88°');
  const camera = page.getByRole('slider', { name: 'Vị trí camera' });
  const before = await valueOf('Vĩ độ');
  await camera.press('Shift+ArrowUp');
  await expect.poll(async () => Number(await valueOf('Vĩ độ')) - Number(before)).toBeCloseTo(5 / 110_600, 6);
  // what was typed may still bring the map near: a drag starts from a map that holds still
  const [from, centre] = [await restOf(aim), await restOf(camera)];
  const place = [await valueOf('Vĩ độ'), await valueOf('Kinh độ')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(centre.x + 60, centre.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => valueOf('Hướng nhìn')).toBe('90°');
  // neither the drag nor its end was a click on the map
  expect([await valueOf('Vĩ độ'), await valueOf('Kinh độ')]).toEqual(place);
}

/** Two clicks for one point, keys for the other; takes over what follows and tells the angle of view. */
async function markTwoPoints(page: OpenPage): Promise<string> {
  expect(await page.locator('img').count()).toBe(0);
  await page.getByRole('button', { name: 'Chỉnh theo hình của camera' }).click();
  const [inPicture, onMap] = [page.getByRole('slider', { name: 'Điểm A trên hình' }), page.getByRole('slider', { name: 'Điểm A trên bản đồ' })];
  await bringToMiddle(inPicture);
  const mark = await middleOf(inPicture);
  await page.mouse.click(mark.x - 24, mark.y);
  await page.getByText('Bấm vào đúng điểm A trên bản đồ.').waitFor();
  await bringToMiddle(onMap);
  const place = await restOf(onMap);
  await page.mouse.click(place.x, place.y - 25);
  await page.getByText('Bấm vào điểm B trên hình.').waitFor();
  for (const name of ['Điểm B trên hình', 'Điểm B trên bản đồ']) await page.getByRole('slider', { name }).press('ArrowRight');
  const found = await page.getByText(/^Góc nhìn ngang \d+°/).textContent();
  await page.getByRole('button', { name: 'Dùng kết quả này' }).click();
  await page.getByText('Đã đặt theo hình. Nhớ bấm lưu.').waitFor();
  const hfov = await page.getByRole('textbox', { name: 'Góc nhìn ngang', exact: true }).inputValue();
  expect(found).toContain(`Góc nhìn ngang ${hfov}`);
  return hfov;
}

/** The bars at the top and the bottom of a phone cover what is only just in view. */
async function bringToMiddle(handle: ReturnType<OpenPage['locator']>): Promise<void> {
  await handle.evaluate((element) => element.scrollIntoView({ block: 'center' }));
}

async function middleOf(handle: ReturnType<OpenPage['locator']>): Promise<{ x: number; y: number }> {
  const box = (await handle.boundingBox())!;
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

/** Where a handle comes to rest: the map moves by itself 0.6 s after the last change. The page's own clock is waited for: however long it is held up, what it means to do before comes first. */
async function restOf(handle: ReturnType<OpenPage['locator']>): Promise<{ x: number; y: number }> {
  let seen = { x: Number.NaN, y: Number.NaN };
  const moved = async (): Promise<readonly number[]> => {
    const before = seen;
    await handle.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
    seen = await middleOf(handle);
    return [seen.x - before.x, seen.y - before.y];
  };
  await expect.poll(moved).toEqual([0, 0]);
  return seen;
}

/** Clicks the middle of the map and tells what came of it; the map may not have drawn its cameras yet, so callers try until it did. */
async function clickMiddleOfMap(
  page: OpenPage,
  tell: () => Promise<string> = () =>
    page
      .getByRole('complementary')
      .allTextContents()
      .then((texts) => texts.join()),
): Promise<string> {
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
  if (box === null) return '';
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  return tell();
}

/** What the database's owner can do behind the service's back; in one transaction, so that what the service writes meanwhile has its triggers. */
async function behindTheService(change: string): Promise<void> {
  await web.api.db.transaction(async (tx) => {
    for (const statement of ['ALTER TABLE audit_event DISABLE TRIGGER USER', change, 'ALTER TABLE audit_event ENABLE TRIGGER USER'])
      await tx.run(raw(statement));
  });
}

describe('the access log', () => {
  it('is read and verified by a board in its browser, which keeps a checkpoint and finds what the owner of the database changed', async () => {
    const id = await registerCamera('Ngã ba nhật ký');
    await web.api.as('officer', 'GET', `/cameras/${id}/footage`);
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: `/audit?camera=${id}` });
    await page.getByRole('heading', { level: 1, name: 'Ai đã xem camera của chúng ta' }).waitFor();
    const entry = page.getByRole('listitem').filter({ hasText: 'Đăng ký camera' });
    await entry.getByText('board (Ban điều hành tổ dân phố)').waitFor();
    await entry.getByText('Camera: Ngã ba nhật ký').waitFor();
    await page.getByText('officer (Cảnh sát khu vực), hiện thuộc Công an phường Một').waitFor();
    const verify = page.getByRole('button', { name: 'Kiểm tra', exact: true });
    await verify.click();
    const status = page.getByRole('status').filter({ hasText: 'Mọi thứ đều khớp' });
    await status.getByText('Đây là lần đầu').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Lưu mốc thành tệp' }).click()]);
    const kept = readKeptCheckpoint(await readFile(await download.path(), 'utf8'));
    expect(kept?.publicKey).toBeDefined();

    await behindTheService(`UPDATE audit_event SET actor_username = 'somebody' WHERE action = 'camera.create' AND camera_ids = ARRAY['${id}']::uuid[]`);
    await page.reload();
    await entry.getByText('somebody').waitFor();
    await verify.click();
    await page.getByText('Có điều không khớp: 1').waitFor();
    await page.getByText('Khác ở: tên người.').waitFor();
    await entry.getByText('Không khớp').waitFor();
    await page.getByText('Từ các mốc sau đến nay').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);

    // as if another key had been pinned yesterday
    const pinned = noteKeyText({ name: kept!.checkpoint.origin, publicKey: new Uint8Array(randomBytes(32)) });
    await page.evaluate((key) => {
      const stored = JSON.parse(localStorage.getItem('matpho.access-log') ?? '{}') as object;
      localStorage.setItem('matpho.access-log', JSON.stringify({ ...stored, key }));
    }, pinned);
    await verify.click();
    await page.getByRole('alert').getByText('CẢNH BÁO: khoá của nhật ký đã đổi').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
