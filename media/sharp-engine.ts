import sharp from 'sharp';

// Pictures are small and many: libvips' cache would only hold pictures that nobody may look at again, and more threads per
// picture make it dearer, not sooner done.
sharp.cache(false);
sharp.concurrency(1);

/** The picture library, set up once for the whole process. Import it from here, not from `sharp`. */
export const sharpEngine: typeof sharp = sharp;
