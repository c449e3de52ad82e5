import { randomBytes } from 'node:crypto';
import { createCameraAdapters } from '../../../camera-adapters/registry.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import { toAppError } from '../../../domain/app-error.ts';
import type { DialableSource } from '../../../domain/camera-source.ts';
import { findFfmpeg } from '../../../media/ffmpeg-path.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { createCameraDialer, type DialledCamera } from '../../../workers/contacts/camera-dialer.ts';
import type { Attempt } from './dial-report.ts';
import type { ForbiddenForm } from './forbidden-forms.ts';

export const CONTACTS = ['ping', 'probe', 'picture', 'record'] as const;
export type Contact = (typeof CONTACTS)[number];

/** The worker's way to cameras: its dialer and the product's adapters. */
export interface ContactDoor {
  /**
   * @param deadlineMs by default one that is never reached: what is refused ends by itself, however slow the machine is.
   * @returns the code that it failed with, or `ok`.
   */
  contact(contact: Contact, source: DialableSource, deadlineMs?: number): Promise<string>;
  /** Every contact with a form. */
  tryAll(form: ForbiddenForm): Promise<Attempt[]>;
}

const RUN: { readonly [C in Contact]: (dialled: DialledCamera, folder: string) => Promise<unknown> } = {
  ping: ({ adapter, source, context }) => adapter.ping(source, context),
  probe: ({ adapter, source, context }) => adapter.probe(source, context),
  picture: ({ adapter, source, context }) => adapter.snapshot(source, context),
  record: ({ adapter, source, context }, folder) => adapter.record(source, { folder, segmentMs: 1000, stallMs: 1500 }, context)[Symbol.asyncIterator]().next(),
};

export async function createContactDoor(addressPolicy: AddressPolicy, folder: string): Promise<ContactDoor> {
  const adapters = createCameraAdapters({ ffmpeg: await findFfmpeg() });
  const dialer = createCameraDialer({ adapters, addressPolicy, secretBox: createSecretBox([randomBytes(32)]), clock: systemClock });
  const contact: ContactDoor['contact'] = async (kind, source, deadlineMs = 30_000) => {
    const target = { cameraId: 'camera', source, recordingMode: 'off', retentionHours: 1 } as const;
    try {
      await RUN[kind](dialer.prepare(target, { deadlineMs, signal: AbortSignal.timeout(60_000) }), folder);
      return 'ok';
    } catch (error) {
      return toAppError(error).code;
    }
  };
  return {
    contact,
    tryAll: ({ kind, url }) => {
      const source: DialableSource = kind === 'rtsp' ? { kind, url, transport: 'tcp' } : { kind, url };
      return Promise.all(CONTACTS.map(async (each) => ({ door: `${each} ${kind}`, form: url, code: await contact(each, source) })));
    },
  };
}
