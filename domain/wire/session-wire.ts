import { z } from 'zod';
import { ROLES } from '../role.ts';
import { idWire, instantOut } from './common-wire.ts';

/** Six digits of an authenticator app, or a recovery code from paper. */
export const factorCodeWire = z.string().trim().min(6).max(40);

export const signInWire = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256), code: factorCodeWire.optional() });

export const userOut = z.object({
  id: idWire,
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  organisation: z.object({ id: idWire, name: z.string(), kind: z.string(), unitIds: z.array(idWire) }),
  /** Without one the account is signed in to by the provider alone. */
  hasPassword: z.boolean(),
  /** Until then nothing else is open to the session. */
  mustChangePassword: z.boolean(),
  /** The same; the password comes first. */
  mustSetUpSecondFactor: z.boolean(),
});

export const sessionOut = z.object({ token: z.string(), expiresAt: instantOut, user: userOut });

export const currentSessionOut = z.object({ expiresAt: instantOut, user: userOut });

/** `session` is null when nobody is signed in. */
export const maybeSessionOut = z.object({ session: currentSessionOut.nullable() });

/** One of a user's open sessions. */
export const openSessionOut = z.object({
  id: idWire,
  createdAt: instantOut,
  lastSeenAt: instantOut.describe('to a minute'),
  expiresAt: instantOut,
  /** Network address from which it was opened. */
  address: z.string().nullable(),
  /** Browser and system in words, such as "Chrome, Android". */
  device: z.string().nullable(),
  /** It is the one that asks. */
  current: z.boolean(),
});
