// Makes the icons of the installed application from web/public/icon.svg: `node scripts/make-icons.js`. The files are part of the project; run it again when the drawing changes.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const PUBLIC = fileURLToPath(new URL('../web/public/', import.meta.url));
const BLUE = '#0b4f6c';
/** Of a maskable icon the middle 80 % stay whatever shape a system cuts out (W3C, Web Application Manifest, "purpose"). */
const SAFE_SHARE = 0.8;

async function draw(svg, size) {
  return sharp(Buffer.from(svg), { density: (72 * size) / 32 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

async function save(name, image) {
  await image.png({ compressionLevel: 9 }).toFile(join(PUBLIC, 'icons', name));
}

/** The drawing on a full ground, small enough for `share` of the edge. */
async function onGround(svg, size, share) {
  const inner = Math.round(size * share);
  const drawn = await draw(svg, inner);
  return sharp({ create: { width: size, height: size, channels: 4, background: BLUE } }).composite([{ input: drawn, gravity: 'centre' }]);
}

const svg = await readFile(join(PUBLIC, 'icon.svg'), 'utf8');
// of a badge only the outline counts: systems paint it in one colour
const badge = svg.replace(/<rect[^>]*\/>/, '').replaceAll(BLUE, 'transparent');
await mkdir(join(PUBLIC, 'icons'), { recursive: true });
for (const size of [192, 512]) await save(`icon-${size}.png`, sharp(await draw(svg, size)));
await save('maskable-512.png', await onGround(svg, 512, SAFE_SHARE));
await save('apple-180.png', await onGround(svg, 180, 0.9));
await save('badge-96.png', sharp(await draw(badge, 96)));
