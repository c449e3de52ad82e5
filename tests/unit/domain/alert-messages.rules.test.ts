import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessageFacts } from '../../../domain/messages/message-facts.ts';
import { limitWaitMs } from '../../../domain/messages/code-limits.ts';
import { channelRestMs, nextAttemptMs } from '../../../domain/messages/delivery-rule.ts';
import { isPhoneAllowed, maskAddress, normalAddress } from '../../../domain/messages/message-address.ts';
import { alertMessage } from '../../../domain/messages/message-text.ts';
import { judgeEnd, openingDueMs, releaseMs } from '../../../domain/messages/notice-rule.ts';
import { afterQuietHours, DEFAULT_QUIET_HOURS, isQuiet } from '../../../domain/messages/quiet-hours.ts';
import { withoutMarks } from '../../../domain/messages/without-marks.ts';

const MINUTE_MS = 60_000;
/** An instant from its clock time in Viet Nam on 22 November 2026. */
const local = (time: string, day = 22) => Date.parse(`2026-11-${day}T${time}:00+07:00`);

describe('quiet hours', () => {
  it.each([
    ['21:59', false],
    ['22:00', true],
    ['23:59', true],
    ['00:00', true],
    ['05:59', true],
    ['06:00', false],
    ['12:00', false],
  ])('from ten to six: at %s %s', (time, quiet) => {
    expect(isQuiet(local(time), DEFAULT_QUIET_HOURS)).toBe(quiet);
  });

  it('end at their end, today or tomorrow', () => {
    expect(afterQuietHours(local('23:10'), DEFAULT_QUIET_HOURS)).toBe(local('06:00', 23));
    expect(afterQuietHours(local('00:10'), DEFAULT_QUIET_HOURS)).toBe(local('06:00'));
    expect(afterQuietHours(local('13:00'), { fromMin: 12 * 60, toMin: 14 * 60 })).toBe(local('14:00'));
    expect(afterQuietHours(local('13:00'), null)).toBe(local('13:00'));
  });

  it('never let anything out within them, never hold it back longer than they last, and never move it back', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.option(fc.integer({ min: 0, max: 23 })),
        (fromMin, toMin, atMs, digestHour) => {
          fc.pre(fromMin !== toMin);
          const quietHours = { fromMin, toMin };
          const released = releaseMs(atMs, { quietHours, digestHour });
          expect(isQuiet(released, quietHours)).toBe(false);
          expect(released).toBeGreaterThanOrEqual(atMs);
          expect(released - atMs).toBeLessThanOrEqual((digestHour === null ? 1 : 2) * 1440 * MINUTE_MS);
        },
      ),
    );
  });
});

describe('when it is told', () => {
  const wishes = { minOutageMin: 10, quietHours: DEFAULT_QUIET_HOURS, digestHour: null };
  it('an alert that becomes long enough at night waits for the morning', () => {
    const alert = { openedAtMs: local('21:55'), endedAtMs: null };
    expect(openingDueMs(alert, wishes, local('21:56'))).toBe(local('06:00', 23));
  });
  it('one of long ago is told now', () => {
    expect(openingDueMs({ openedAtMs: local('08:00'), endedAtMs: null }, wishes, local('12:00'))).toBe(local('12:00'));
  });
  it('a digest comes at its hour, and after the quiet hours when it lies in them', () => {
    expect(releaseMs(local('12:00'), { quietHours: null, digestHour: 7 })).toBe(local('07:00', 23));
    expect(releaseMs(local('07:00'), { quietHours: null, digestHour: 7 })).toBe(local('07:00'));
    expect(releaseMs(local('12:00'), { quietHours: DEFAULT_QUIET_HOURS, digestHour: 3 })).toBe(local('06:00', 23));
  });
  it.each([
    ['waiting', false, 9, 'drop_opening'],
    ['waiting', false, 10, 'with_opening'],
    ['bundled', false, 9, 'tell'],
    ['bundled', true, 30, 'nothing'],
    ['told', false, 30, 'tell'],
    ['told', true, 30, 'nothing'],
    ['dropped', false, 30, 'nothing'],
  ] as const)('an end whose opening is %s (told with its end: %s), after %i minutes: %s', (state, withEnd, minutes, verdict) => {
    expect(judgeEnd({ state, withEnd }, { openedAtMs: 0, endedAtMs: minutes * MINUTE_MS }, wishes)).toBe(verdict);
  });
});

describe('pauses', () => {
  it('double up to an hour, and an alert never comes back in the quiet hours', () => {
    const at = (attempts: number) => nextAttemptMs({ kind: 'alert', attempts }, null, 0, 0) / MINUTE_MS;
    expect([1, 2, 3, 6, 7, 60].map(at)).toEqual([1, 2, 4, 32, 60, 60]);
    expect(nextAttemptMs({ kind: 'alert', attempts: 1 }, DEFAULT_QUIET_HOURS, local('21:59'), 0)).toBe(local('06:00', 23));
    expect(nextAttemptMs({ kind: 'code', attempts: 1 }, DEFAULT_QUIET_HOURS, local('21:59'), 0)).toBe(local('22:00'));
  });
  it('are never shorter than half, so that nothing is tried in a loop', () => {
    expect(nextAttemptMs({ kind: 'alert', attempts: 1 }, null, 0, 0.999_999)).toBeGreaterThan(29_000);
    expect(channelRestMs(1, 0.999_999)).toBeGreaterThan(14_000);
    expect(channelRestMs(50, 0)).toBe(600_000);
  });
});

describe('limits', () => {
  const limit = { most: 3, windowMs: 1000 };
  it('let the fourth wait until the first is out of the window', () => {
    expect(limitWaitMs([100, 200], limit, 300)).toBe(0);
    expect(limitWaitMs([100, 200, 250], limit, 300)).toBe(800);
    expect(limitWaitMs([0, 100, 200, 250], limit, 300)).toBe(800);
  });
});

describe('addresses', () => {
  it.each([
    ['email', ' Ten.Ho+x@Example.COM ', 'Ten.Ho+x@example.com', 'T•••@example.com'],
    ['sms', '0912 345 678', '+84912345678', '+84•••678'],
    ['sms', '0084 912-345-678', '+84912345678', '+84•••678'],
    ['sms', '+1 (202) 555-0143', '+12025550143', '+12•••143'],
    ['chat', 'nhóm-tổ-1', 'nhóm-tổ-1', 'nh•••-1'],
    ['chat', 'abc', 'abc', 'a•••'],
  ] as const)('%s %s', (channel, typed, kept, masked) => {
    expect(normalAddress(channel, typed)).toBe(kept);
    expect(maskAddress(channel, kept)).toBe(masked);
  });
  it.each([
    ['email', 'a@b.c, d@e.f'],
    ['email', 'a@example.com\nBcc: x@example.com'],
    ['email', 'a..b@example.com'],
    ['email', 'a@-x.com'],
    ['email', `${'a'.repeat(65)}@example.com`],
    ['sms', '12345'],
    ['sms', '+84912345678;+84912345679'],
    ['chat', 'two words'],
    ['chat', ''],
  ] as const)('%s refuses %j', (channel, typed) => {
    expect(normalAddress(channel, typed)).toBeNull();
  });
});

describe('text messages', () => {
  it.each([
    ['+84912345678', [], true],
    ['+12025550143', [], false],
    ['+85620123456', [], false],
    ['+85620123456', ['+856'], true],
    ['+84912345678', ['+856'], true],
    ['+8562012345', ['+855'], false],
  ])('to %s with %j beside Viet Nam: %s', (phone, prefixes, allowed) => {
    expect(isPhoneAllowed(phone, prefixes)).toBe(allowed);
  });
});

describe('words', () => {
  const style = { channel: 'email', language: 'vi', withoutMarks: false, publicUrl: null } as const;
  const line = (facts: unknown) =>
    ({
      what: 'opened',
      kind: 'camera',
      commonCause: null,
      facts: readMessageFacts(facts),
      openedAtMs: local('08:05'),
      endedAtMs: null,
      endedBecause: null,
    }) as const;
  it('keep a name that was typed to do harm on its own line and without a link', () => {
    const name = 'Camera 1\r\nBcc: x@example.com\n\nhttps://evil.example www.evil.example \u202E';
    const { subject, body } = alertMessage([line({ cameras: [{ id: 'c', name }], facet: 'reachable', state: 'down' })], style);
    expect(subject).toBe('[Mắt Phố] Mất kết nối: Camera 1 Bcc: x@example. com https evil. example evil. example');
    expect(body.split('\n').slice(0, 3)).toEqual([
      'Mất kết nối: Camera 1 Bcc: x@example. com https evil. example evil. example',
      'Từ: 08:05 22/11/2026',
      'Cần làm: kiểm tra nguồn điện và đường truyền.',
    ]);
  });
  it.each([
    ['evil.com', 'evil. com'],
    ['Chợ evil.com/x?y=1', 'Chợ evil. com/x?y=1'],
    ['a.b.evil.vn', 'a. b. evil. vn'],
    ['evil．com ｅｖｉｌ。com', 'evil. com ｅｖｉｌ. com'],
    ['tiếng-việt.vn xn--abc.xn--p1ai', 'tiếng-việt. vn xn--abc. xn--p1ai'],
    ['hTTp://1.2.3.4/x', 'hTTp 1. 2. 3. 4/x'],
    ['1.2.3.4:8080', '1. 2. 3. 4:8080'],
    ['ｗｗｗ．evil．com', 'ｗｗｗ. evil. com'],
    ['mailto:x@evil.com', 'mailto: x@evil. com'],
    ['P.Lộc Sơn, TP.HCM', 'P. Lộc Sơn, TP. HCM'],
    ['Cột A12.34 Km 23+400', 'Cột A12.34 Km 23+400'],
    ['Đường 3.2 (192.168.1.64)', 'Đường 3.2 (192.168.1.64)'],
  ])('make no link of the name %j', (typed, written) => {
    expect(readMessageFacts({ cameras: [{ id: 'c', name: typed }], siteName: typed, unitName: typed })).toMatchObject({
      cameras: [{ name: written }],
      siteName: written,
      unitName: written,
    });
  });
  it.each([
    [{ facet: 'picture', state: 'covered' }, 'Camera bị che', 'Camera covered'],
    [{ facet: 'recording', state: 'gap' }, 'Ghi hình bị gián đoạn', 'Recording interrupted'],
    [{ facet: 'clock', state: 'off' }, 'Đồng hồ camera lệch giờ', 'Wrong clock'],
    [{ facet: 'reachable', state: 'down', cause: 'wrong_password' }, 'Camera từ chối đăng nhập', 'The camera refuses the sign-in'],
    [{ facet: 'nonsense', state: 7 }, 'Camera có lỗi', 'Camera fault'],
  ])('for %j', (facts, vi, en) => {
    const cameras = [{ id: 'c', name: 'Camera 1' }];
    expect(alertMessage([line({ ...facts, cameras })], style).subject).toBe(`[Mắt Phố] ${vi}: Camera 1`);
    expect(alertMessage([line({ ...facts, cameras })], { ...style, language: 'en' }).subject).toBe(`[Mắt Phố] ${en}: Camera 1`);
  });
  it('advise by the likely cause where it is known, and say where', () => {
    const facts = { facet: 'recording', state: 'gap', cause: 'disk_full', unitName: 'Tổ dân phố 3', cameras: [{ id: 'c', name: 'Camera 1' }] };
    expect(alertMessage([line(facts)], style).body).toMatch(/\nỞ: Tổ dân phố 3\nTừ: .*\nCần làm: ổ đĩa của máy chủ đầy/);
  });
  it('of a recorder advise to look for its power when it is silent, and to restart it when it refuses the connection', () => {
    const group = (cause: string) =>
      ({ ...line({ facet: 'reachable', state: 'down', cause, cameraCount: 3 }), kind: 'group', commonCause: 'recorder' }) as const;
    expect(alertMessage([group('recorder_down')], style).body).toContain('Cần làm: kiểm tra đầu ghi: nguồn điện, đường truyền, ổ đĩa.');
    expect(alertMessage([group('recorder_refused')], style).body).toContain('Cần làm: đầu ghi vẫn có điện nhưng không nhận kết nối: khởi động lại đầu ghi');
    const area = { ...group('recorder_refused'), commonCause: 'unit' } as const;
    expect(alertMessage([area], style).body).not.toContain('đầu ghi');
  });
  it('of a text message stay short: fewer alerts are told in full, the rest is counted', () => {
    const many = Array.from({ length: 9 }, (_, n) =>
      line({ facet: 'reachable', state: 'down', cameras: [{ id: 'c', name: `${'Ngã ba rất dài '.repeat(5)}${n}` }] }),
    );
    const { body } = alertMessage(many, { ...style, channel: 'sms', withoutMarks: true });
    expect(body.length).toBeLessThanOrEqual(306);
    expect(body).toMatch(/^Mat Pho: Mat ket noi: Nga ba rat dai .*; va 7 su co khac$/);
  });
  it('can be written whatever the facts are', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('email', 'sms', 'chat'), (facts, channel) => {
        const { subject, body } = alertMessage([line(facts)], { ...style, channel });
        expect(subject).not.toMatch(/[\r\n]/);
        expect(body.length).toBeGreaterThan(10);
      }),
    );
  });
  it('of text messages lose their marks and nothing else', () => {
    expect(withoutMarks('Đường Nguyễn Huệ – ngã ba “chợ”…\nỞ đây')).toBe('Duong Nguyen Hue - nga ba ?cho?...\nO day');
  });
});
