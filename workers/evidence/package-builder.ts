import type { EvidencePackageRow } from '../../db/repositories/evidence-package-repository.ts';

/** A claimed package in the making. */
export interface PackageRun {
  readonly order: EvidencePackageRow;
  /** Where its file grows. */
  readonly workId: string;
  /** Share of the bytes that are packed. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Builds a claimed package, see `buildPackage`: in a process of its own (`createPackageProcess`), or in this one. */
export type PackageBuilder = (run: PackageRun) => Promise<void>;
