import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { probeMatches, startResponder, type Responder } from '../support/discovery/ws-responder.ts';
import { startOnvifDevice, type OnvifDevice } from '../support/onvif-device/start-onvif-device.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

/** A board member at the router: an open recorder with a wrong clock, and a camera that keeps all to itself but for what it announces. */
let web: WebApp;
let open: OnvifDevice;
let closed: OnvifDevice;
let responder: Responder;

beforeAll(async () => {
  open = await startOnvifDevice(
    { authMode: 'none', identity: { manufacturer: 'Hãng Lạ', model: 'DVR-4' }, clockOffsetMs: 17.5 * 60_000 },
    { host: '127.0.60.9' },
  );
  closed = await startOnvifDevice({}, { host: '127.0.60.20' });
  const scopes = ['onvif://www.onvif.org/hardware/IPC-A22'];
  responder = await startResponder({ address: '127.0.60.20', port: 0, answers: (id) => [probeMatches(id, { reference: 'urn:uuid:1', scopes, xaddrs: [] })] });
  web = await startWebApp({
    addressPolicy: { overrideNetworks: parseAllowedNetworks('127.0.60.0/24') },
    discovery: {
      // long enough to be seen under way, and stopped, by a browser that is held up for a while
      limits: { atOnce: 64, perSecond: 60 },
      listenMs: 50,
      ports: { onvif: [open.port, closed.port], rtsp: [], secure: [], wsDiscovery: responder.port },
    },
  });
});
afterAll(async () => {
  await web.close();
  await Promise.all([open.stop(), closed.stop(), responder.stop()]);
});

describe('a board that looks for its cameras', () => {
  it('finds them, sees what they are, and registers one with a click, a place and its password, on a phone', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE });
    await page.getByRole('link', { name: 'Đăng ký camera' }).click();
    await page.getByRole('link', { name: 'Tìm camera' }).click();
    const address = page.getByLabel('Địa chỉ bộ định tuyến hoặc một camera');
    expect(await address.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Bắt đầu tìm' }).click();
    await page.getByText('Viết bốn số cách nhau bằng dấu chấm').waitFor();
    await address.fill('127.0.60.1');
    await page.getByText('Sẽ tìm trong 127.0.60.0/24.').waitFor();
    await page.getByRole('button', { name: 'Bắt đầu tìm' }).click();

    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Dừng tìm' }).waitFor();
    const list = page.getByRole('list', { name: 'Thiết bị tìm thấy' });
    const dvr = list.getByRole('listitem').filter({ hasText: 'Hãng Lạ DVR-4' });
    // while it is still searching
    await dvr.waitFor();
    await page.getByText('Đã tìm xong. Tìm thấy 2 thiết bị.').waitFor();
    await page.getByText('Đã hỏi 256 trên 256 địa chỉ').waitFor();
    await dvr.getByText('đồng hồ camera chạy nhanh 17 phút').waitFor();
    await dvr.getByText(/^không cần: ai trong mạng cũng xem được/).waitFor();
    const camera = list.getByRole('listitem').filter({ hasText: 'IPC-A22' });
    await camera.getByText('cần mật khẩu').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);

    await camera.getByRole('link', { name: /^Đăng ký IPC-A22/ }).click();
    await page.getByText('Thiết bị đã tìm thấy: IPC-A22 (127.0.60.20)').waitFor();
    expect(await page.getByLabel('Tên camera').inputValue()).toBe('IPC-A22 (127.0.60.20)');
    expect(await page.getByRole('radio', { name: 'ONVIF' }).isChecked()).toBe(true);
    expect(await page.getByRole('textbox', { name: /^Địa chỉ/ }).inputValue()).toBe(closed.url);
    await page.getByLabel('Vĩ độ').fill('11.795');
    await page.getByLabel('Kinh độ').fill('108.235');
    await page.getByLabel('Tên đăng nhập camera').fill(closed.options.credentials.username);
    await page.getByLabel('Mật khẩu camera', { exact: true }).fill(closed.options.credentials.password);
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'IPC-A22 (127.0.60.20)' }).waitFor();

    await page.getByRole('link', { name: 'Đăng ký camera' }).click();
    await page.getByRole('link', { name: 'Tìm camera' }).click();
    await list.getByRole('listitem').filter({ hasText: 'IPC-A22' }).getByText('Đã đăng ký', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told why a network is not searched, and can end a search', async () => {
    const { page, close } = await web.open({ user: 'board', path: '/discovery' });
    const address = page.getByLabel('Địa chỉ bộ định tuyến hoặc một camera');
    await address.fill('192.168.1.1');
    await page.getByRole('button', { name: 'Bắt đầu tìm' }).click();
    await page.getByRole('alert').getByText('Chỉ người vận hành máy chủ thêm được mạng').waitFor();
    await address.fill('127.0.60.0/24');
    await page.getByRole('button', { name: 'Bắt đầu tìm' }).click();
    await page.getByRole('button', { name: 'Dừng tìm' }).click();
    await page.getByText('Đã dừng theo yêu cầu').waitFor();
    await close();
  });

  it('is the only one that may, with the administrator', async () => {
    const { page, close } = await web.open({ user: 'officer', path: '/discovery' });
    await page.getByText('Không thuộc quyền của bạn').waitFor();
    expect(await page.getByRole('link', { name: 'Tìm camera' }).count()).toBe(0);
    await close();
  });
});
