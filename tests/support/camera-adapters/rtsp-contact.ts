import type { CameraAdapter, ContactContext } from '../../../camera-adapters/contract.ts';
import { createRtspAdapter } from '../../../camera-adapters/rtsp/rtsp-adapter.ts';
import { AppError } from '../../../domain/app-error.ts';
import type { RtspSource } from '../../../domain/camera-source.ts';
import { findFfmpeg, type FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { contactContext } from './contact-context.ts';

/** Sign-in of the cameras in tests. */
export const TEST_CREDENTIALS = { username: 'tổ 5', password: 'mật-khẩu "5\\"' } as const;

let ffmpeg: Promise<FfmpegBinary> | undefined;

/** An adapter, a source and a context for one RTSP camera. */
export async function rtspContact(
  url: string,
  overrides: Partial<ContactContext> & { readonly transport?: 'tcp' | 'udp'; readonly openingMs?: number } = {},
): Promise<{ adapter: CameraAdapter<RtspSource>; source: RtspSource; context: ContactContext }> {
  const { transport = 'tcp', openingMs, ...contextOverrides } = overrides;
  ffmpeg ??= findFfmpeg({ searchPath: '/usr/bin:/usr/local/bin' });
  const adapter = createRtspAdapter({ ffmpeg: await ffmpeg, ...(openingMs === undefined ? {} : { openingMs }) });
  return { adapter, source: { kind: 'rtsp', url, transport }, context: contactContext(contextOverrides) };
}

/**
 * What a contact fails with; anything but an `AppError`, and success, fail the test.
 *
 * @param meanwhile runs beside the contact.
 */
export async function failureOf(contact: Promise<unknown>, meanwhile: () => Promise<void> = async () => undefined): Promise<AppError> {
  const ended = contact.then(
    () => 'no failure' as const,
    (error: unknown) => error,
  );
  await meanwhile();
  const outcome = await ended;
  if (outcome instanceof AppError) return outcome;
  throw new Error(`expected an AppError, got ${String(outcome)}`);
}
