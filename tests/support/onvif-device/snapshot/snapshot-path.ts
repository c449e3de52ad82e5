const prefix = '/onvif/snapshot/';

/** Path of a profile's picture on the device itself. */
export function snapshotPath(profileToken: string): string {
  return prefix + encodeURIComponent(profileToken);
}

/** The profile that a path asks a picture of; `undefined` for any other path. */
export function snapshotProfileToken(path: string): string | undefined {
  if (!path.startsWith(prefix)) return undefined;
  try {
    return decodeURIComponent(path.slice(prefix.length));
  } catch {
    return undefined;
  }
}
