/** Where in the page the card of a candidate is: the overview leads there. */
export function candidateAnchor(cameraId: string): string {
  return `camera-${cameraId}`;
}
