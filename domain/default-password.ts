import { AppError } from './app-error.ts';
import type { CameraCredentials } from './camera-source.ts';

/** A user name and password with which a maker delivers, or delivered, its devices. */
export interface DefaultPassword {
  readonly maker: string;
  readonly username: string;
  readonly password: string;
}

const of = (maker: string, ...pairs: readonly (readonly [username: string, password: string])[]): readonly DefaultPassword[] =>
  pairs.map(([username, password]) => ({ maker, username, password }));

/**
 * Publicly known default sign-ins. Sources: the makers' own manuals and support notes (Hikvision before firmware 5.3, Dahua before 2016, Axis before 5.51,
 * Uniview, TVT, XMeye/Xiongmai, Foscam, Vivotek, Hanwha/Samsung, Panasonic, Sony, Bosch, Pelco, Mobotix, Grandstream, ACTi, Arecont, Avigilon, Geovision,
 * Honeywell, Milesight, Reolink, Tiandy); the credential list of the Mirai worm as published with its source in 2016 (Antonakakis et al., "Understanding the
 * Mirai Botnet", USENIX Security 2017, table 5); the list of IP cameras' defaults kept by IPVM (ipvm.com, "IP Cameras Default Passwords Directory").
 */
export const DEFAULT_PASSWORDS: readonly DefaultPassword[] = [
  ...of('Hikvision', ['admin', '12345'], ['admin', '123456']),
  ...of('Dahua', ['admin', 'admin'], ['888888', '888888'], ['666666', '666666'], ['default', 'tluafed'], ['admin', 'admin123'], ['admin', '888888']),
  ...of('Axis', ['root', 'pass'], ['root', 'root']),
  ...of('Uniview', ['admin', '123456']),
  ...of('TVT', ['admin', '123456'], ['admin', '1111']),
  ...of(
    'Xiongmai (XMeye)',
    ['default', 'tluafed'],
    ['root', 'xc3511'],
    ['root', 'xmhdipc'],
    ['admin', 'tlJwpbo6'],
    ['root', 'tlJwpbo6'],
    ['root', 'jvbzd'],
    ['root', 'klv123'],
    ['root', 'klv1234'],
    ['root', 'hi3518'],
  ),
  ...of('Hanwha (Samsung)', ['admin', '4321'], ['root', '4321'], ['admin', '1111111'], ['admin', '111111'], ['root', 'admin']),
  ...of('Panasonic', ['admin', '12345'], ['admin1', 'password'], ['supervisor', '12345']),
  ...of('Sony', ['admin', 'admin']),
  ...of('Bosch', ['service', 'service'], ['live', 'live'], ['user', 'user']),
  ...of('Pelco', ['admin', 'admin']),
  ...of('Mobotix', ['admin', 'meinsm']),
  ...of('Grandstream', ['admin', 'admin']),
  ...of('ACTi', ['admin', '123456'], ['Admin', '123456']),
  ...of('Avigilon', ['administrator', 'admin'], ['admin', 'admin']),
  ...of('Geovision', ['admin', 'admin']),
  ...of('Honeywell', ['admin', '1234'], ['administrator', '1234']),
  ...of('Milesight', ['admin', 'ms1234']),
  ...of('Tiandy', ['Admin', '1111'], ['admin', '1111']),
  ...of('Foscam', ['admin', 'foscam']),
  ...of('Vivotek', ['root', 'vivotek']),
  ...of('Brickcom', ['admin', 'admin']),
  ...of('Ubiquiti', ['ubnt', 'ubnt']),
  ...of('D-Link', ['admin', 'admin']),
  ...of('TP-Link', ['admin', 'admin']),
  ...of('Trendnet', ['admin', 'admin']),
  ...of('ISEE, Questek, Vantech', ['admin', '123456'], ['admin', '1234'], ['admin', 'abc123'], ['admin', '12345678']),
];

/** Passwords that the worms try with every user name: with no name are they a secret. */
const WORTHLESS_PASSWORDS: ReadonlySet<string> = new Set(
  [
    ...['1', '12', '123', '1234', '12345', '123456', '1234567', '12345678', '123456789', '1234567890', '0000', '00000', '000000', '00000000', '1111', '11111'],
    ...[
      '111111',
      '11111111',
      '4321',
      '54321',
      '654321',
      '666666',
      '888888',
      '88888888',
      '9999',
      '999999',
      'admin',
      'admin1',
      'admin12',
      'admin123',
      'admin1234',
    ],
    ...[
      'admin12345',
      'administrator',
      'root',
      'pass',
      'password',
      'password1',
      'p@ssw0rd',
      'passw0rd',
      'user',
      'guest',
      'default',
      'service',
      'support',
      'system',
    ],
    ...[
      'camera',
      'ipcam',
      'qwerty',
      'abc123',
      'abc12345',
      'abcd1234',
      'abc@123',
      'admin@123',
      'admin@1234',
      'a123456',
      'hikvision',
      'hik12345',
      'dahua',
      'kbvision',
    ],
    ...['vantech', 'questek', 'tlJwpbo6', 'xc3511', 'xmhdipc', 'klv123', 'klv1234', 'jvbzd', 'hi3518', 'tluafed', 'meinsm', 'smcadmin', 'changeme', 'matkhau'],
  ].map((password) => password.toLowerCase()),
);

/**
 * Whose default a sign-in is: a maker's name, `any` for a password that is worthless with every user name, `empty` for none at all; undefined when it
 * is none that is publicly known. Upper and lower case don't make one a secret.
 */
export function defaultPasswordMaker({ username, password }: CameraCredentials): string | undefined {
  if (password === '') return 'empty';
  const [name, secret] = [username.trim().toLowerCase(), password.trim().toLowerCase()];
  const known = DEFAULT_PASSWORDS.find((pair) => pair.username.toLowerCase() === name && pair.password.toLowerCase() === secret);
  if (known !== undefined) return known.maker;
  return WORTHLESS_PASSWORDS.has(secret) || secret === name ? 'any' : undefined;
}

/**
 * Refuses a sign-in that everybody knows. People who are told so are volunteers, so `message` is Vietnamese; `details.detailEn` says the same in
 * English. Neither holds user name or password.
 *
 * @throws AppError `invalid` / `default_password`, `details.maker` as of {@link defaultPasswordMaker}.
 */
export function checkDefaultPassword(credentials: CameraCredentials): void {
  const maker = defaultPasswordMaker(credentials);
  if (maker === undefined) return;
  throw new AppError(
    'invalid',
    'default_password',
    'Mật khẩu này là mật khẩu mặc định hoặc quá phổ biến: ai cũng biết và có thể xem, xoá hình của camera. Hãy đặt mật khẩu riêng trên thiết bị (ít nhất 8 ký tự, có chữ và số, không dùng cho thiết bị khác), rồi nhập mật khẩu mới vào đây.',
    {
      details: {
        maker,
        detailEn:
          'This is a default or very common password, known to everybody. Set a password of its own on the device (8 characters or more, letters and digits), then enter the new one here.',
      },
    },
  );
}
