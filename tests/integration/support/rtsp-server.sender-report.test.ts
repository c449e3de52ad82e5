import { describe, it } from 'vitest';
import type { RtspServerOptions } from '../../support/services/rtsp-server-options.ts';
import { startRtspServer } from '../../support/services/rtsp-server.ts';
import { openRtspProbe, type InterleavedPacket } from './rtsp-probe.ts';

const senderReportType = 200;
const secondsFrom1900To1970 = 2_208_988_800;

/** RFC 3550, section 6.4.1: the NTP time follows header and SSRC. */
function readNtpTimeMs(report: Buffer): number {
  return (report.readUInt32BE(8) - secondsFrom1900To1970 + report.readUInt32BE(12) / 2 ** 32) * 1000;
}

const isSenderReport = ({ channel, bytes }: InterleavedPacket): boolean => channel === 1 && bytes[1] === senderReportType;

const cameras: [string, RtspServerOptions, number][] = [
  ['true when only the drawn clock is wrong', { clockOffsetMs: 61_000 }, 0],
  ['ahead when the device is', { deviceClockOffsetMs: 3_600_000 }, 3_600_000],
  ['behind when the device is', { deviceClockOffsetMs: -2_500 }, -2_500],
];

describe.concurrent('the time in RTCP sender reports', () => {
  it.for(cameras)('is %s', async ([, options, expectedOffsetMs], { expect, onTestFinished }) => {
    const camera = await startRtspServer(options);
    onTestFinished(() => camera.stop());
    const probe = await openRtspProbe(camera.url);
    onTestFinished(() => probe.close());
    const { bytes } = await probe.nextPacket(isSenderReport);
    expect(Math.abs(readNtpTimeMs(bytes) - Date.now() - expectedOffsetMs)).toBeLessThan(1_000);
  });
});
