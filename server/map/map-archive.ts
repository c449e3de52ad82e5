import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { readByteRange } from '../media/byte-range.ts';
import { refuseRange } from '../media/refuse-range.ts';

/** The owner's base map, an archive of tiles (PMTiles): a file that the service serves, or an address that browsers load from. */
export type MapArchive = { readonly path: string } | { readonly url: string };

/** Where browsers load it from; null without one. */
export function mapArchiveUrl(archive: MapArchive | undefined): string | null {
  if (archive === undefined) return null;
  return 'url' in archive ? archive.url : '/api/v1/base-map/archive';
}

/** Two versions of the file never share it: a browser must not put pieces of both together. */
function versionTag({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string {
  return `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`;
}

/**
 * Answers with the file or the one range of it that is asked for: 200, 206, 416 past its end. It is opened for each answer: the owner may put another in its place.
 * Errors: `not_found` when the base map is no file of ours; `base_map_unavailable` (unavailable).
 */
export async function sendMapArchive(archive: MapArchive | undefined, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (archive === undefined || !('path' in archive)) throw new AppError('not_found', 'not_found', 'The base map is no archive of this service.');
  const file = await openArchive(archive.path);
  try {
    return await sendPart(file, request, reply);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openArchive(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (cause) {
    throw new AppError('unavailable', 'base_map_unavailable', "The file with the base map can't be read. Ask whoever runs the service to put it back.", {
      cause,
    });
  }
}

async function sendPart(file: FileHandle, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const stats = await file.stat();
  const tag = versionTag(stats);
  const { 'if-range': ifRange, ...headers } = request.headers;
  const range = readByteRange({ method: request.method, headers: ifRange === tag ? headers : request.headers }, stats.size);
  void reply.header('accept-ranges', 'bytes').header('etag', tag);
  if (range.kind === 'unsatisfiable') {
    await file.close();
    return refuseRange(request, reply, stats.size, 'Ask for one range within the length of the file.');
  }
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: stats.size - 1 };
  if (range.kind === 'part') void reply.status(206).header('content-range', `bytes ${start}-${end}/${stats.size}`);
  void reply
    .type('application/vnd.pmtiles')
    .header('content-length', end - start + 1)
    .header('cache-control', 'private, max-age=3600');
  if (request.method === 'HEAD') {
    await file.close();
    // an empty stream: with no body at all Fastify would say that the length is 0
    return reply.send(Readable.from([]));
  }
  return reply.send(file.createReadStream({ start, end }));
}
