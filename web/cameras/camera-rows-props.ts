import type { Camera } from '../api/api-types.ts';
import type { ListPicture } from './use-list-pictures.ts';

/** What is listed. */
export interface CameraRowsProps {
  readonly cameras: readonly Camera[];
  /** Whether the service has more of them. */
  readonly hasMore: boolean;
  /** What was asked for of a camera's newest picture. */
  readonly pictureOf: (cameraId: string) => ListPicture | undefined;
  readonly onLocate: (cameraId: string) => void;
}
