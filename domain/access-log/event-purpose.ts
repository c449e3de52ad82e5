/** What somebody gave as the purpose of a look, out of the details of its event; null when they gave none, or when it was erased. */
export function purposeOf(detail: Readonly<Record<string, unknown>> | null): string | null {
  const purpose = detail?.['purpose'];
  return typeof purpose === 'string' ? purpose : null;
}
