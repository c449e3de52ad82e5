import { fileError } from './file-error.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

function unknownEncoding(cause?: unknown): Error {
  return fileError(
    'encoding_unknown',
    'The file is neither UTF-8 nor UTF-16, so its Vietnamese letters can not be read. In Excel save it as "CSV UTF-8", or send the .xlsx file itself.',
    { cause },
  );
}

/** By byte order mark; without one it has to be UTF-8. Windows-1258, TCVN3 and VNI can't be told from one another: they are refused, not guessed. */
function encodingOf(first: Uint8Array): Encoding {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  if (first.subarray(0, 4).includes(0)) throw unknownEncoding();
  return 'utf-8';
}

/** The text of a file, piece by piece, without its byte order mark. Errors: `encoding_unknown` (invalid), also in the middle of the file. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder!.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw unknownEncoding(cause);
    }
  };
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    yield decode(chunk);
  }
  if (decoder !== undefined) yield decode();
}
