/** So many looks in a row a camera must be without a recorder: another worker may be about to take it. */
const LOOKS = 3;

/** Cameras that nobody records for want of room. */
export interface UnrecordedCameras {
  /** Notes which cameras have no recorder at this look and returns those that had none for several looks in a row. */
  note(cameraIds: readonly string[]): ReadonlySet<string>;
}

export function createUnrecordedCameras(): UnrecordedCameras {
  let looks = new Map<string, number>();
  return {
    note(cameraIds) {
      looks = new Map(cameraIds.map((id) => [id, (looks.get(id) ?? 0) + 1]));
      return new Set(cameraIds.filter((id) => looks.get(id)! >= LOOKS));
    },
  };
}
