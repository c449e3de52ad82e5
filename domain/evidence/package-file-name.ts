import { idEnding } from '../id-ending.ts';

/** What files of a package are called when they are saved, without the ending: the case and the end of the package's id, nothing of persons. */
export function packageFileName(referenceNumber: string, packageId: string): string {
  return `${referenceNumber.replaceAll(/[^A-Za-z0-9-]/g, '-')}-${idEnding(packageId)}`;
}
