/** Most cameras whose pictures are asked for at once: a screen or two of a list. */
export const MOST_OWN_PICTURES = 20;
