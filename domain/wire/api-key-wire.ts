import { z } from 'zod';
import { factorProofWire } from './account-wire.ts';
import { idWire, instantOut } from './common-wire.ts';
import { nameWire } from './name-wire.ts';

/** A key for a program, without its token. */
export const apiKeyListOut = z.object({
  id: idWire,
  name: z.string(),
  actions: z.array(z.string()),
  createdAt: instantOut,
  expiresAt: instantOut,
  lastUsedAt: instantOut.nullable().describe('to a minute'),
});

/** Password and, where there is a second factor, its code are wanted again. */
export const apiKeyInputWire = factorProofWire.extend({
  name: nameWire(),
  actions: z.array(z.string().max(64)).min(1).max(100).describe('such as camera.read; what a refusal lists as allowed'),
  days: z.number().int().min(1).max(366).default(90),
});

/** The token is shown once: a replayed answer comes without. */
export const newApiKeyOut = z.object({ id: idWire, token: z.string().optional(), expiresAt: instantOut });
