import type { Database } from '../../../db/database.ts';
import { openPushKey } from '../../../db/push/push-key.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { PushSettings } from '../../../platform/config.ts';
import type { SecretBox } from '../../../platform/secret-box.ts';
import type { MessageSenders } from '../message-sender.ts';
import { createPushSender } from './push-sender.ts';

interface Parts {
  readonly clock: Clock;
  readonly db: Database;
  readonly secretBox: SecretBox;
  readonly addressPolicy: AddressPolicy;
}

/** The sender of the channel `push`, if it is set up. What is allowed for cameras is not for push services: they are public, and none of our own parts. */
export function pushOfSettings(settings: PushSettings | undefined, { clock, db, secretBox, addressPolicy }: Parts): Pick<MessageSenders, 'push'> {
  if (settings === undefined) return {};
  const publicOnly: AddressPolicy = {
    // looked up again as long as the service runs
    get ownEndpoints() {
      return addressPolicy.ownEndpoints ?? [];
    },
  };
  const now = (): number => clock.now();
  return { push: createPushSender({ ...settings, now, addressPolicy: publicOnly, keys: () => openPushKey(db, secretBox, now()) }) };
}
