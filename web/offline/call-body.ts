import type { ActionCall } from './waiting-action.ts';

/** The body of a call as it is sent: JSON, or a form with its fields and files. */
export function bodyOfCall({ body, files }: ActionCall): unknown {
  if (files === undefined || files.length === 0) return body;
  const form = new FormData();
  for (const [name, value] of Object.entries((body ?? {}) as Readonly<Record<string, string>>)) form.append(name, value);
  for (const file of files) form.append('file', file, 'photo.jpg');
  return form;
}
