import type { Database } from '../db/database.ts';
import type { AddressPolicy } from '../domain/address-rule.ts';
import type { MessageChannel } from '../domain/messages/message-terms.ts';
import type { BlobStore } from '../media/blob-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { JobProducer } from '../platform/job-producer.ts';
import type { Logger } from '../platform/logger.ts';
import type { SecretBox } from '../platform/secret-box.ts';
import type { MapArchive } from './map/map-archive.ts';
import type { OidcSettings } from './oidc/oidc-settings.ts';

/** What the routes need; made once by whoever starts a server. */
export interface ServerContext {
  readonly db: Database;
  /** Connection URL of the database, for the event listener's own connection. */
  readonly databaseUrl: string;
  readonly jobs: JobProducer;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly addressPolicy: AddressPolicy;
  readonly logger: Logger;
  readonly settings: ServerSettings;
}

/** The part of the settings that the server itself needs. */
export interface ServerSettings {
  readonly demo: boolean;
  readonly mapStyleUrl?: string | undefined;
  /** Never beside `mapStyleUrl`. */
  readonly mapArchive?: MapArchive | undefined;
  readonly publicUrl?: string | undefined;
  /** Ways to send messages that the operator has set up; none when absent. */
  readonly messageChannels?: readonly MessageChannel[] | undefined;
  /** What phone numbers may begin with besides `+84`; nothing when absent. */
  readonly smsPrefixes?: readonly string[] | undefined;
  /** Push services that browsers' addresses may lead to; none when absent. */
  readonly pushHosts?: readonly string[] | undefined;
  /** People may sign in by this provider; needs `publicUrl`. */
  readonly oidc?: OidcSettings | undefined;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Folder with the built web application; absent when there is none. */
  readonly webFolder?: string | undefined;
}
