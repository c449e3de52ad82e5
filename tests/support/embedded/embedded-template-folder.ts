import { inject } from 'vitest';
import { askEmbeddedHost } from './ask-embedded-host.ts';

/** A data folder with a migrated, empty embedded database, to be copied (`copyEmbeddedTemplate`). Whoever asks first waits until it is made (20 s of computing). */
export async function embeddedTemplateFolder(): Promise<string> {
  const { answer, leave } = await askEmbeddedHost(inject('embeddedHostPort'), 'template');
  await leave();
  return answer.folder!;
}
