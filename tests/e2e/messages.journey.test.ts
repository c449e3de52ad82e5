import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmtpServer, type SmtpServer } from '../support/services/smtp-server.ts';
import { insertTestAlert } from '../support/workers/alert-fixture.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let mail: SmtpServer;

beforeAll(async () => {
  mail = await startSmtpServer();
  web = await startWebApp({
    environment: { MATPHO_SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MATPHO_SMTP_FROM: 'Mắt Phố <matpho@example.com>' },
  });
});
afterAll(async () => {
  await web.close();
  await mail.stop();
});

async function codeOf(index: number): Promise<string> {
  await expect.poll(async () => (await mail.messages()).length).toBeGreaterThan(index);
  const raw = (await mail.messages())[index]!.raw;
  const encoded = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  const plain = /base64/i.test(raw) ? Buffer.from(encoded, 'base64').toString('utf8') : encoded;
  return /\b\d{6}\b/.exec(plain)![0];
}

describe('a board on a phone', () => {
  it('adds its address, confirms it by the code in the mail, tries it, and is told of a dead camera', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/messages' });
    await page.getByText('Chưa có địa chỉ nào.').waitFor();
    await page.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    await page.getByRole('button', { name: 'Gửi mã xác nhận' }).click();
    await page.getByText('Không được để trống.').waitFor();
    await page.getByRole('textbox', { name: 'Địa chỉ' }).fill('to.truong@example.com');
    await page.getByRole('button', { name: 'Gửi mã xác nhận' }).click();
    await page.getByText('Mã 6 số đã được gửi tới t•••@example.com.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Mã xác nhận' }).fill('12');
    await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('textbox', { name: 'Mã xác nhận' }).fill(await codeOf(0));
    await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await page.getByText('Đang bật', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Gửi tin thử' }).click();
    await page.getByText('[Mắt Phố] Tin thử').waitFor();

    await page.getByRole('button', { name: 'Sửa', exact: true }).click();
    await page.getByLabel('Chỉ báo khi sự cố kéo dài').selectOption('0');
    await page.getByLabel('Không gửi ban đêm').uncheck();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('button', { name: 'Gửi tin thử' }).waitFor();

    const organisationId = (await web.api.as('board', 'GET', '/sessions/current')).json<{ user: { organisation: { id: string } } }>().user.organisation.id;
    await insertTestAlert(web.api.db, { organisationId, unitId: web.api.world.north }, { openedAtMs: Date.now() });
    await page.getByText('[Mắt Phố] Mất kết nối: Ngã ba chợ 1').waitFor();
    await expect.poll(async () => page.getByText('Đã gửi', { exact: true }).count()).toBe(3);
    await page.getByText('Xem nội dung').first().click();
    await page.getByText('Cần làm: kiểm tra nguồn điện và đường truyền.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('button', { name: 'Xoá', exact: true }).click();
    await page.getByRole('button', { name: 'Xoá địa chỉ này' }).click();
    await page.getByText('Chưa có địa chỉ nào.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('reads why a message did not arrive', async () => {
    await mail.behave([{ at: 'rcpt', do: '550 5.1.1 No such user', times: -1 }]);
    const { page, close } = await web.open({ user: 'officer', path: '/messages', language: 'en' });
    await page.getByRole('button', { name: 'Add an address' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('nobody@example.com');
    await page.getByRole('button', { name: 'Send a confirmation code' }).click();
    await page.getByText('The mail server says that this address takes no mail: check the address.').waitFor();
    await page.getByText('Failed', { exact: true }).waitFor();
    await close();
  });
});
