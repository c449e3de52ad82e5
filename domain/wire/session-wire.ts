import { z } from 'zod';
import { ROLES } from '../role.ts';
import { idWire, instantOut } from './common-wire.ts';

export const signInWire = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) });

export const userOut = z.object({
  id: idWire,
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  organisation: z.object({ id: idWire, name: z.string(), kind: z.string(), unitIds: z.array(idWire) }),
  mustChangePassword: z.boolean(),
});

export const sessionOut = z.object({ token: z.string(), expiresAt: instantOut, user: userOut });

export const currentSessionOut = z.object({ expiresAt: instantOut, user: userOut });

/** `session` is null when nobody is signed in. */
export const maybeSessionOut = z.object({ session: currentSessionOut.nullable() });
