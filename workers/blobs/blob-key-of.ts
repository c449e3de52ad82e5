/** Key of a picture or segment: `<area>/<yyyy>/<mm>/<dd>/<cameraId>/<name>`, the day in UTC. */
export function blobKeyOf(area: 'snapshots' | 'footage' | 'watch', atMs: number, cameraId: string, name: string): string {
  const day = new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${area}/${day}/${cameraId}/${name}`;
}
