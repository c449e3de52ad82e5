import { MACHINE_ADDRESS, MACHINE_ADDRESS_V6 } from './isolated-network.ts';

/** Names of the isolated network; `rebind…` lead to the camera at the first lookup and to the metadata address from then on. */
export const CAMERA_ADDRESS = '10.0.0.50';
export const ELSEWHERE_ADDRESS = '10.9.9.9';
const METADATA = '169.254.169.254';
const rebinding = (lookup: number): readonly string[] => (lookup === 0 ? [CAMERA_ADDRESS] : [METADATA]);
export const NAMES: Readonly<Record<string, (lookup: number) => readonly string[]>> = {
  'camera.test': () => [CAMERA_ADDRESS],
  'inner.test': () => ['127.0.0.1'],
  'cam.localhost': () => ['127.0.0.1'],
  'meta.test': () => [METADATA],
  'both.test': () => [CAMERA_ADDRESS, '127.0.0.1'],
  'six.test': () => ['::1'],
  'mapped.test': () => [`::ffff:${METADATA}`],
  'self.test': () => [MACHINE_ADDRESS],
  'db.test': () => ['10.77.0.9'],
  'queue.test': () => [MACHINE_ADDRESS],
  'blobs.test': () => ['10.77.0.10'],
  ...Object.fromEntries(['ping', 'probe', 'picture', 'record', 'stream', 'snapshot'].map((contact) => [`rebind-${contact}.test`, rebinding])),
};

/** The product's own parts in that network. */
export const OWN_SETTINGS = {
  databaseUrl: 'postgres://db.test:15432/matpho',
  redisUrl: 'redis://queue.test:16379',
  blobUrl: 's3://bucket?endpoint=http://blobs.test:9000',
  host: '0.0.0.0',
  port: 8080,
};

/** Ports that something would answer at, on every address. */
export const SINK_PORTS = {
  tcp: [22, 25, 80, 81, 322, 443, 554, 2020, 5432, 6379, 8000, 8080, 8554, 9000, 11_211, 15_432, 16_379, 37_777],
  udp: [5353, 5060, 11_211, 51_000, 51_001],
};

const LOOPBACK = [
  ...['127.0.0.1', '127.1', '127.0.1', '127.8.8.8', '127.0.0.1.', '0x7f.0.0.1', '0x7f000001', '2130706433', '017700000001', '0177.0.0.1', '%31%32%37.0.0.1'],
  ...['１２７.0.0.1', '127。0。0。1', 'localhost', 'LOCALHOST', 'localhost.', 'cam.localhost', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]'],
  ...['[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[::ffff:0:127.0.0.1]', '0.0.0.0', '0', '0.1.2.3', '[::]'],
];
const METADATA_FORMS = [
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0xa9.0xfe.0xa9.0xfe', '0251.0376.0251.0376', '169.254.43518', '[::ffff:169.254.169.254]'],
  ...['[::ffff:a9fe:a9fe]', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::1]', '[fd00::5efe:a9fe:a9fe]', '169.254.170.2', '100.100.100.200', '192.0.0.192'],
  ...['168.63.129.16', '[fd00:ec2::254]', '[fd20:ce::254]', '[fd00:42::42]', '169.254.1.1', '[fe80::1]'],
];
const NO_HOSTS = [
  ...['224.0.0.1', '239.255.255.250', '[ff02::1]', '255.255.255.255', '100.64.0.1', '198.18.0.1', '192.0.2.1', '203.0.113.9', '240.0.0.1', '192.88.99.1'],
  ...['[2001:db8::1]', '[2001::1]', '[fec0::1]', '[64:ff9b:1::a00:1]', '[100::1]', '[4000::1]'],
];
const OWN = [
  ...[`${MACHINE_ADDRESS}:8080`, `${MACHINE_ADDRESS}:8000`, `[::ffff:${MACHINE_ADDRESS}]:8080`, '0xa.0x4d.0.1:8080', `[${MACHINE_ADDRESS_V6}]:8000`],
  ...['10.77.0.9:15432', '[::ffff:10.77.0.9]:15432', '10.77.0.10:9000', `${MACHINE_ADDRESS}:16379`],
];
const SERVICES = ['10.0.0.9:22', '10.0.0.9:25', '10.0.0.9:5432', '10.0.0.9:6379', '10.0.0.9:11211', 'camera.test:6379'];
const BY_NAME = [
  ...['ip6-localhost', 'inner.test', 'meta.test', 'both.test', 'six.test', 'mapped.test', 'self.test:8080', 'self.test:8000', 'db.test:15432'],
  ...['queue.test:16379', 'blobs.test:9000'],
];
const TRICKS = [
  ...['rtsp://10.0.0.9\\@169.254.169.254/', 'rtsp://10.0.0.9@169.254.169.254/', 'rtsp://169.254.169.254#@10.0.0.9/', 'rtsp://169.254.169.254?@10.0.0.9/'],
  ...['file:///etc/passwd', 'concat:rtsp://169.254.169.254/', 'hls+http://169.254.169.254/x.m3u8', 'gopher://127.0.0.1:6379/_FLUSHALL', 'rtsp:///live'],
  ...['rtsp://[::1%25lo]/', 'rtsp:169.254.169.254', 'rtsp://10.0.0.9:99999/', 'rtsp://169.254.169.254:554\r\n@10.0.0.9/', 'rtmp://169.254.169.254/', 'data:,x'],
  ...['rtsp://10.0.0.9:554%2f@127.0.0.1/', 'RTSP://169.254.169.254/', 'rtsp://169.254.169.254:0554/', 'rtsp://①27.0.0.1/', 'rtsp://[::ffff:127.0.0.1]:8554/'],
];

/** An address that nobody may make the service dial. */
export interface ForbiddenForm {
  readonly kind: 'rtsp' | 'onvif';
  readonly url: string;
  /** Only a lookup shows it: the server takes it, no worker dials it. */
  readonly isName: boolean;
}

const asUrls = (isName: boolean) => (host: string) => [
  { kind: 'rtsp' as const, url: `rtsp://${host}/live`, isName },
  { kind: 'onvif' as const, url: `http://${host}/onvif/device_service`, isName },
];
export const TYPED_FORMS: readonly ForbiddenForm[] = [
  ...[...LOOPBACK, ...METADATA_FORMS, ...NO_HOSTS, ...OWN, ...SERVICES].flatMap(asUrls(false)),
  ...BY_NAME.flatMap(asUrls(true)),
  ...TRICKS.map((url) => ({ kind: 'rtsp' as const, url, isName: false })),
];

/** What a hostile device says about where its stream or picture is. */
export const RETURNED_HOSTS = [
  ...[
    '127.0.0.1:554',
    'localhost:554',
    '[::1]:554',
    '[::ffff:169.254.169.254]',
    '0xa9fea9fe',
    '2852039166',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '0.0.0.0:8000',
  ],
  ...[
    `${MACHINE_ADDRESS}:8080`,
    '10.77.0.9:15432',
    'meta.test',
    'inner.test:8000',
    'both.test',
    'db.test:15432',
    `${CAMERA_ADDRESS}:6379`,
    '224.0.0.1',
    '10.0.0.9:22',
  ],
];
