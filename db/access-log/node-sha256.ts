import { hash } from 'node:crypto';
import type { Sha256 } from '../../domain/merkle/sha256.ts';

/** SHA-256 by OpenSSL: about three times as fast as the one for browsers. */
export const nodeSha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');
