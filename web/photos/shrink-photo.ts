/** A little more than the service keeps, so that it still draws it down by itself. */
const LONGEST_SIDE_PX = 1280;
const QUALITY = 0.8;

function fittedSize(widthPx: number, heightPx: number): { readonly widthPx: number; readonly heightPx: number } {
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(widthPx, heightPx));
  return { widthPx: Math.max(1, Math.round(widthPx * scale)), heightPx: Math.max(1, Math.round(heightPx * scale)) };
}

/**
 * A photograph as it is sent: drawn anew by the browser, some 200 kB instead of 5 MB, and without what the telephone wrote into it, its place above all. What the browser can't draw is sent as it is: the service judges it and
 * strips it all the same.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return file;
  const { widthPx, heightPx } = fittedSize(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: widthPx, height: heightPx });
  const pen = canvas.getContext('2d');
  if (pen === null) return file;
  // JPEG knows nothing transparent, and would make it black
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, widthPx, heightPx);
  pen.drawImage(picture, 0, 0, widthPx, heightPx);
  picture.close();
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return drawn ?? file;
}
