import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatDay } from '../../web/formats/instant-format.ts';
import { cameraBody } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { answersAreKept, workerIsThere } from '../support/web/kept-in-browser.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const DAY_MS = 86_400_000;

let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

it('a board member confirms a camera that nobody can dial, sets when it is away and types its clock without connection: all waits, says so, and arrives as it was said', async () => {
  const body = cameraBody(web.api.world, { name: 'Camera nhà số 12', source: { kind: 'registered' }, snapshotEverySeconds: 0 });
  const { id } = (await web.api.as('board', 'POST', '/cameras', body)).json<{ id: string }>();
  await web.api.db.run(sql`UPDATE camera SET created_at = created_at - interval '40 days' WHERE id = ${id}`);
  const listed = async <T>(part: string) => (await web.api.as('board', 'GET', `/cameras/${id}/${part}`)).json<{ items: T[] }>().items;
  const words = () => listed<{ id: string; confirmedAt: string; recordedAt: string; stillFilms: boolean }>('confirmations');

  const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: `/cameras/${id}`, serviceWorker: true });
  const word = page.getByRole('region', { name: 'Xác nhận hằng tháng' });
  const absences = page.getByRole('region', { name: 'Vắng có chủ ý' });
  const clock = page.getByRole('region', { name: 'Giờ của thiết bị' });
  const panel = page.getByRole('region', { name: 'Việc chờ gửi' });
  await word.getByText('Đã đến hạn').waitFor();
  await absences.getByText('Chưa đặt lịch vắng nào.').waitFor();
  await workerIsThere(page);
  await answersAreKept(page, `["camera","${id}"]`);

  await page.context().setOffline(true);
  await word.getByLabel('Còn ở đó nhưng không ghi hình').check();
  await word.getByLabel('Địa điểm để hỏi').fill('Nhà số 12, hẻm 3, đường Lê Lợi');
  await word.getByRole('button', { name: 'Xác nhận', exact: true }).click();
  await word.getByText('Chưa gửi, đang chờ mạng: Xác nhận camera.').waitFor();
  await absences.getByRole('button', { name: 'Đặt lịch vắng' }).click();
  await absences.getByLabel('Từ ngày').fill('01/06/2099');
  await absences.getByLabel('Đến hết ngày').fill('30/06/2099');
  await absences.getByRole('button', { name: 'Lưu lịch vắng' }).click();
  await absences.getByText('Chưa gửi, đang chờ mạng: Lịch vắng của camera.').waitFor();
  await clock.getByRole('button', { name: 'Nhập giờ đọc trên màn hình' }).click();
  const yesterday = formatDay(Date.now() - DAY_MS);
  for (const side of ['thiết bị', 'điện thoại']) await clock.getByLabel(`Ngày ${side}`).fill(yesterday);
  await clock.getByRole('textbox', { name: 'Giờ thiết bị' }).fill('08:02:05');
  await clock.getByLabel('Giờ điện thoại').fill('08:00:00');
  await clock.getByRole('button', { name: 'Lưu lần so giờ' }).click();
  await clock.getByText('Chưa gửi, đang chờ mạng: Ghi giờ đọc được trên thiết bị.').waitFor();
  // each part tells of its own only
  expect(await word.getByText('Chưa gửi, đang chờ mạng').count()).toBe(1);
  await panel.getByText('Chờ gửi (3): sẽ gửi khi có mạng').waitFor();
  const saidBeforeMs = Date.now();
  // the phone was put away and the application closed
  await page.reload();
  await word.getByText('Chưa gửi, đang chờ mạng: Xác nhận camera.').waitFor();
  await panel.getByText('Chờ gửi (3): sẽ gửi khi có mạng').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  expect(await words()).toEqual([]);

  const sentAfterMs = Date.now();
  await page.context().setOffline(false);
  await panel.getByText('Đã gửi (3)').waitFor();
  await word.getByText('Mỗi tháng ban điều hành xác nhận một lần.').waitFor();
  await word.getByText('Nhà số 12, hẻm 3, đường Lê Lợi').waitFor();
  await absences.getByText('Từ 01/06/2099 đến hết 30/06/2099').waitFor();
  await clock.getByText('Số đo do người nhập (1)').waitFor();
  const [said, ...others] = await words();
  expect(others).toEqual([]);
  expect(said).toMatchObject({ stillFilms: false });
  // dated when it was said, not when it came
  expect(Date.parse(said!.confirmedAt)).toBeLessThanOrEqual(saidBeforeMs);
  expect(Date.parse(said!.recordedAt)).toBeGreaterThanOrEqual(sentAfterMs);
  expect(await listed('absences')).toHaveLength(1);
  expect(await listed(`clock-readings?typed=true&from=${new Date(Date.now() - 3 * DAY_MS).toISOString()}`)).toMatchObject([{ offsetMs: 125_000 }]);
  expect(complaints.filter((text) => !text.startsWith('WebSocket connection to'))).toEqual([]);
  await close();
});

it('days on which a camera is away are not set without being asked for again where somebody changed its absences since', async () => {
  const body = cameraBody(web.api.world, { name: 'Camera quán nước', source: { kind: 'registered' }, snapshotEverySeconds: 0 });
  const { id } = (await web.api.as('board', 'POST', '/cameras', body)).json<{ id: string }>();
  const { page, close } = await web.open({ user: 'board', size: PHONE, path: `/cameras/${id}`, serviceWorker: true });
  const absences = page.getByRole('region', { name: 'Vắng có chủ ý' });
  await absences.getByText('Chưa đặt lịch vắng nào.').waitFor();
  await page.context().setOffline(true);
  // tried, as the page doesn't know yet that nobody answers; what follows certainly never arrived
  await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
  await page.getByText('Chưa gửi, đang chờ mạng: Xác nhận camera.').waitFor();
  await absences.getByRole('button', { name: 'Đặt lịch vắng' }).click();
  await absences.getByLabel('Từ ngày').fill('01/06/2099');
  await absences.getByLabel('Đến hết ngày').fill('30/06/2099');
  await absences.getByRole('button', { name: 'Lưu lịch vắng' }).click();
  await absences.getByText('Chưa gửi, đang chờ mạng: Lịch vắng của camera.').waitFor();
  const other = { from: '2098-01-01T00:00:00Z', to: '2098-02-01T00:00:00Z', reason: 'other' };
  expect((await web.api.as('board', 'POST', `/cameras/${id}/absences`, other)).statusCode).toBe(201);
  await page.context().setOffline(false);
  await page.getByText('Không gửi, vì nội dung đã thay đổi sau khi bạn đọc.').waitFor();
  await page.getByText('Đã gửi (1)').waitFor();
  expect((await web.api.as('board', 'GET', `/cameras/${id}/absences`)).json<{ items: unknown[] }>().items).toHaveLength(1);
  await close();
});
