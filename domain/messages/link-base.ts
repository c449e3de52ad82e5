/** The application's address as links in messages begin with it, without a slash at its end; null: messages have no links. */
export function linkBaseOf(publicUrl: string | undefined): string | null {
  return publicUrl === undefined ? null : publicUrl.replace(/\/+$/, '');
}
