import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraBody } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

describe('a board', () => {
  it('registers a recorder with two channels on a phone, is told of a default password, and changes the password once for both', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', path: '/recorders', size: PHONE });
    await page.getByText('Chưa có đầu ghi nào.').waitFor();
    await page.getByRole('link', { name: 'Đăng ký đầu ghi' }).click();
    await page.getByLabel('Tên đầu ghi').fill('Đầu ghi nhà văn hoá');
    await page.getByLabel('Mục đích', { exact: true }).selectOption('market');
    // without a posted notice the cameras stay drafts, which nobody contacts: no test may dial this address
    await page.getByRole('textbox', { name: 'Địa chỉ đầu ghi' }).fill('rtsp://10.255.255.1');
    await page.getByLabel('Hãng sản xuất').selectOption({ label: 'Dahua, KBVision, Imou' });
    await page.getByLabel('Tên đăng nhập đầu ghi').fill('admin');
    await page.getByLabel('Mật khẩu đầu ghi', { exact: true }).fill('admin');
    await page.getByLabel('Tên camera').fill('Cổng chợ');
    await page.getByLabel('Vĩ độ').fill('11,795');
    await page.getByLabel('Kinh độ').fill('108,235');
    await page.getByRole('button', { name: 'Thêm kênh' }).click();
    await page.getByRole('button', { name: 'Kênh 1: Cổng chợ' }).click();
    await page.getByRole('button', { name: 'Đăng ký đầu ghi và 2 mắt' }).click();
    await page.getByRole('button', { name: 'Kênh 2: chưa đặt tên – còn thiếu', expanded: true }).waitFor();
    const wrongName = page.getByLabel('Tên camera');
    await expect.poll(() => wrongName.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await wrongName.inputValue()).toBe('');
    await wrongName.fill('Sân sau');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('button', { name: 'Đăng ký đầu ghi và 2 mắt' }).click();
    await page.getByRole('alert').getByText('Mật khẩu này là mật khẩu mặc định').waitFor();
    await page.getByLabel('Mật khẩu đầu ghi', { exact: true }).fill('Rieng-cua-to-5');
    await page.getByRole('button', { name: 'Đăng ký đầu ghi và 2 mắt' }).click();

    await page.getByRole('heading', { level: 1, name: 'Đầu ghi nhà văn hoá' }).waitFor();
    await page.getByText('Các mắt camera (2)').waitFor();
    await page.getByText('/cam/realmonitor?channel={channel}&subtype=0').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByLabel('Tên đăng nhập đầu ghi').fill('admin');
    await page.getByLabel('Mật khẩu mới của đầu ghi', { exact: true }).fill('Mat-khau-moi-7');
    await page.getByRole('button', { name: 'Lưu mật khẩu' }).click();
    await page.getByText('Đã lưu. Hệ thống liên lạc lại với đầu ghi ngay.').waitFor();

    // what the recorder's screen shows beside a phone, which reveals that it is set to Beijing time
    await page.getByText('Chưa so giờ lần nào').waitFor();
    await page.getByRole('button', { name: 'Nhập giờ đọc trên màn hình' }).click();
    await page.getByLabel('Ngày thiết bị').fill('20/11/2026');
    await page.getByRole('textbox', { name: 'Giờ thiết bị' }).fill('9:00');
    await page.getByLabel('Ngày điện thoại').fill('20/11/2026');
    await page.getByRole('button', { name: 'Lưu lần so giờ' }).click();
    await page.getByText('Viết giờ theo dạng giờ:phút:giây').waitFor();
    await page.getByRole('textbox', { name: 'Giờ thiết bị' }).fill('9:00:20');
    await page.getByLabel('Giờ điện thoại').fill('08:00:15');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('button', { name: 'Lưu lần so giờ' }).click();
    await page.getByRole('status').getByText('giờ Bắc Kinh (GMT+8), hoặc đang bật giờ mùa hè').waitFor();
    await page.getByRole('link', { name: /Kênh 2: Sân sau/ }).click();
    // the recorder's page, which has the same readings, stays until the camera's is there
    await page.getByRole('heading', { level: 1, name: 'Sân sau' }).waitFor();
    await page.getByRole('region', { name: 'Giờ của thiết bị' }).getByText('Sai múi giờ').first().waitFor();
    // it was typed wrong: it is withdrawn for a reason, and stays
    const clock = page.getByRole('region', { name: 'Giờ của thiết bị' });
    await clock.getByText('Số đo do người nhập (1)').click();
    await clock.getByRole('button', { name: /^Nhập sai: rút lại số đo lúc/ }).click();
    await clock.getByLabel('Sai ở chỗ nào').fill('Nhầm 8 giờ thành 9 giờ');
    await clock.getByRole('button', { name: 'Nhập sai: rút lại' }).click();
    await clock.getByText(/rút lại lúc .*: Nhầm 8 giờ thành 9 giờ/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('link', { name: 'Đầu ghi nhà văn hoá, kênh 2' }).waitFor();
    await page.getByRole('link', { name: 'Sửa camera' }).click();
    await page.getByText('Địa chỉ và mật khẩu là của đầu ghi').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('finds the cameras that it has to confirm, and confirms one without naming anybody', async () => {
    const body = cameraBody(web.api.world, { name: 'Camera nhà số 12', source: { kind: 'registered' }, snapshotEverySeconds: 0 });
    const { id } = (await web.api.as('board', 'POST', '/cameras', body)).json<{ id: string }>();
    await web.api.db.run(sql`UPDATE camera SET created_at = created_at - interval '40 days' WHERE id = ${id}`);
    const { page, complaints, close } = await web.open({ user: 'board', path: '/?due=1', size: PHONE });
    await page.getByText('Danh sách', { exact: true }).click();
    await page.getByText('Quá một tháng chưa xác nhận').waitFor();
    await page.getByRole('link', { name: /Camera nhà số 12/ }).click();
    await page.getByText('Đã đến hạn').waitFor();
    await page.getByLabel('Địa điểm để hỏi').fill('Hỏi số 0912345678');
    await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await page.getByRole('alert').getByText('số điện thoại').waitFor();
    await page.getByLabel('Địa điểm để hỏi').fill('Nhà số 12, hẻm 3, đường Lê Lợi');
    await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await page.getByText('Mỗi tháng ban điều hành xác nhận một lần.').waitFor();
    await page.getByText('Nhà số 12, hẻm 3, đường Lê Lợi').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('an administrator', () => {
  it('limits where the cameras of a board may be, and can not open what is forbidden', async () => {
    const { page, close } = await web.open({ user: 'admin', path: '/networks', size: PHONE });
    await page.getByText('Cách viết một mạng').click();
    await page.getByText('256 địa chỉ, từ 192.168.1.0 đến 192.168.1.255').waitFor();
    const line = page.getByRole('button', { name: /^Ban điều hành Nam/ });
    await line.getByText('Không giới hạn riêng').waitFor();
    await line.click();
    const board = page.getByRole('region', { name: /^Ban điều hành Nam/ });
    await board.getByLabel('Mạng được phép').fill('127.0.0.0/8');
    await board.getByRole('button', { name: 'Lưu mạng' }).click();
    await board.getByRole('alert').getByText('Có mạng hoặc cổng mà camera không được phép ở.').waitFor();
    await board.getByLabel('Mạng được phép').fill('192.168.5.0/24\n10.20.0.0/16:554');
    await board.getByRole('button', { name: 'Lưu mạng' }).click();
    await board.getByText('Đã lưu.').waitFor();
    await line.getByText('192.168.5.0/24, 10.20.0.0/16:554').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    const body = cameraBody(web.api.world, { unitId: web.api.world.south, source: { kind: 'rtsp', url: 'rtsp://10.30.0.5/s1' } });
    expect((await web.api.as('board2', 'POST', '/cameras', body)).json().code).toBe('address_forbidden');
    await close();
  });
});
