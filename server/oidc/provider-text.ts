const SHAPE = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** A `sub` or `sid` of the provider: 1 to 255 characters, none that the database refuses or stores as another one; undefined for anything else. */
export function providerText(value: unknown): string | undefined {
  return typeof value === 'string' && SHAPE.test(value) ? value : undefined;
}
