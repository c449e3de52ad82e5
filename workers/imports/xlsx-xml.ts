import { SaxesParser } from 'saxes';
import { AppError } from '../../domain/app-error.ts';
import { xlsxMalformed } from './xlsx-parts.ts';

/** What a reader of one part is told. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  /** True: a unit (a row, a string) is complete. */
  close(name: string): boolean;
}

const MOST_DEPTH = 40;
/** Between two complete units; a row of 16,384 cells fits. */
const MOST_UNIT_CHARACTERS = 2_000_000;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML piece by piece and yields after each. Document types are refused, so no entity is ever expanded; depth and length of what is not complete yet are
 * limited. Errors: `xlsx_malformed` (invalid).
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser({});
  let depth = 0;
  let since = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw xlsxMalformed();
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw xlsxMalformed();
    handler.open(localName(name), attributes as Record<string, string>);
  });
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    if (handler.close(localName(name))) since = 0;
  });
  try {
    for await (const chunk of bytes) {
      since += chunk.length;
      parser.write(decoder.decode(chunk, { stream: true }));
      if (since > MOST_UNIT_CHARACTERS) throw xlsxMalformed();
      yield;
    }
    parser.write(decoder.decode()).close();
    yield;
  } catch (error) {
    throw error instanceof AppError ? error : xlsxMalformed(error);
  }
}
