/** What the service worker says by itself, of a push that it can't read; in Vietnamese, since it knows nobody's language. Apart from all other texts, so that its file stays small. */
export const UNREADABLE_PUSH = 'Mở ứng dụng để xem tin mới.';
