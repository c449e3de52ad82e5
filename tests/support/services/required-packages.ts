import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { postgresBinDir } from './postgres-bin-dir.ts';

const multiarchName = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
const libDir = `/usr/lib/${multiarchName}`;

/** One Debian 12 package the tests run against, and how to see that it is there. */
export interface RequiredPackage {
  readonly name: string;
  /** Looks at the file system only; takes microseconds. */
  readonly isPresent: () => boolean;
}

/** Debian 12's names of everything `tests/` starts or calls; order does not matter. */
export const requiredPackages: readonly RequiredPackage[] = [
  // pgbench comes with the server package since version 10.
  withFiles('postgresql-15', `${postgresBinDir}/initdb`, `${postgresBinDir}/pgbench`),
  withFiles('postgresql-15-postgis-3', '/usr/share/postgresql/15/extension/postgis.control'),
  withCommand('redis-server', 'redis-server'),
  withCommand('chromium', 'chromium', 'chromium-browser', 'google-chrome'),
  withCommand('chromium-headless-shell', 'chromium-headless-shell'),
  // Chromium without a font that has ắ, ộ, ữ … draws boxes.
  withFiles('fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'),
  withCommand('ffmpeg', 'ffmpeg'),
  withFiles('python3-gi', '/usr/lib/python3/dist-packages/gi/__init__.py'),
  withFiles('gir1.2-gst-rtsp-server-1.0', `${libDir}/girepository-1.0/GstRtspServer-1.0.typelib`),
  withFiles('gstreamer1.0-plugins-base', `${libDir}/gstreamer-1.0/libgstapp.so`),
  withFiles('gstreamer1.0-plugins-good', `${libDir}/gstreamer-1.0/libgstrtpmanager.so`),
  withFiles('gstreamer1.0-plugins-bad', `${libDir}/gstreamer-1.0/libgstopenh264.so`, `${libDir}/gstreamer-1.0/libgstx265.so`),
  withFiles('python3-aiosmtpd', '/usr/lib/python3/dist-packages/aiosmtpd/smtp.py'),
  withFiles('faketime', '/usr/bin/faketime', `${libDir}/faketime/libfaketime.so.1`),
  withCommand('iproute2', 'ip'),
  // photographs that the simulator did not draw, for the picture checks
  withFiles('lomiri-wallpapers-16.04', '/usr/share/backgrounds/Bridge_by_Sander_Klootwijk.jpg'),
];

function withFiles(name: string, ...paths: string[]): RequiredPackage {
  return { name, isPresent: () => paths.every((path) => existsSync(path)) };
}

function withCommand(name: string, ...commands: string[]): RequiredPackage {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  return {
    name,
    isPresent: () => commands.some((command) => folders.some((folder) => existsSync(join(folder, command)))),
  };
}
