import type { EvidencePackageRow } from '../../db/repositories/evidence-package-repository.ts';
import type { ErrorDetails, ErrorKind } from '../../domain/app-error.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import type { TimestampSettings } from '../../platform/config.ts';

/** What a process that builds a package opens for itself. Secret as a whole: it goes through the pipe between the two processes, never into arguments. */
export interface BuilderSettings {
  readonly databaseUrl: string;
  readonly embedded: boolean;
  /** Of the blob store. */
  readonly blobFolder: string;
  /** The first seals, all open. */
  readonly secretKeys: readonly [Buffer, ...Buffer[]];
  readonly ffmpeg: FfmpegBinary;
  readonly publicUrl: string | undefined;
  readonly timestamps: TimestampSettings | undefined;
}

/** What the worker tells it. Whatever else it says, the end of the pipe means that the worker is gone. */
export type ToBuilder =
  | { readonly tell: 'build'; readonly settings: BuilderSettings; readonly order: EvidencePackageRow; readonly workId: string }
  /** To give it up in order. */
  | { readonly tell: 'stop' };

/** An `AppError` on its way between processes. */
export interface ToldError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
  /** Messages of what caused it, for the log. */
  readonly causes: readonly string[];
}

/** What it tells the worker; after `done` or `failed` it ends. */
export type FromBuilder =
  { readonly tell: 'progress'; readonly share: number } | { readonly tell: 'done' } | { readonly tell: 'failed'; readonly error: ToldError };
