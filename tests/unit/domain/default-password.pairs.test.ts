import { expect, test } from 'vitest';
import { AppError } from '../../../domain/app-error.ts';
import { checkDefaultPassword, DEFAULT_PASSWORDS, defaultPasswordMaker } from '../../../domain/default-password.ts';

test('every pair of the list is refused, in any case and with spaces around', () => {
  for (const { username, password } of DEFAULT_PASSWORDS) {
    expect(defaultPasswordMaker({ username, password }), `${username}/${password}`).toBeDefined();
    expect(defaultPasswordMaker({ username: ` ${username.toUpperCase()}`, password: `${password.toUpperCase()} ` }), username).toBeDefined();
  }
});

test.each([
  ['admin', '12345', 'Hikvision'],
  ['admin', 'admin', 'Dahua'],
  ['888888', '888888', 'Dahua'],
  ['root', 'pass', 'Axis'],
  ['root', 'xc3511', 'Xiongmai (XMeye)'],
  ['admin', '4321', 'Hanwha (Samsung)'],
  ['service', 'service', 'Bosch'],
  ['admin', 'meinsm', 'Mobotix'],
  ['admin', '', 'empty'],
  ['quansat', '123456', 'any'],
  ['ban-dieu-hanh', 'Ban-Dieu-Hanh', 'any'],
  ['to5', 'P@ssw0rd', 'any'],
])('%s / %s is known to everybody (%s)', (username, password, maker) => {
  expect(defaultPasswordMaker({ username, password })).toBe(maker);
});

test.each([
  ['admin', 'Th0n.5-xyz'],
  ['admin', 'Mật khẩu bí mật!'],
  ['admin', 'admin-cua-to-dan-pho-5'],
  ['root', '12345-mot-nam-roi'],
  ['xem', 'chiều nay ra chợ'],
])('%s / %s is no default', (username, password) => {
  expect(defaultPasswordMaker({ username, password })).toBeUndefined();
});

test('the refusal says in Vietnamese what to do, in English beside, and quotes neither name nor password', () => {
  try {
    checkDefaultPassword({ username: 'admin', password: 'klv1234' });
    expect.unreachable();
  } catch (error) {
    const refusal = error as AppError;
    expect([refusal.kind, refusal.code]).toEqual(['invalid', 'default_password']);
    expect(refusal.message).toMatch(/Hãy đặt mật khẩu riêng trên thiết bị/);
    expect(refusal.details['detailEn']).toMatch(/Set a password of its own/);
    expect(JSON.stringify([refusal.message, refusal.details])).not.toMatch(/klv1234|admin\b/);
  }
});
