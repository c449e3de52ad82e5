/** Pictures with more pixels than this are refused before their memory is asked for. The largest cameras on sale have about 32 million. */
export const MAX_PICTURE_PX = 50_000_000;
