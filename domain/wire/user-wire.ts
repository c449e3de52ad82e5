import { z } from 'zod';
import { ROLES } from '../role.ts';
import { passwordWire } from './account-wire.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';
import { nameWire } from './name-wire.ts';

/** `invited`: has neither a password nor a link to the provider yet. `active`: may sign in. `disabled`: left. */
export const USER_STATES = ['invited', 'active', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

/** Names are written in lower case, so that nobody is locked out by a capital letter. */
export const usernameWire = nameWire(64).regex(/^[a-z0-9._-]{2,64}$/, 'use 2 to 64 of a-z 0-9 . _ -');

export const userItemOut = z.object({
  id: idWire,
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  organisation: z.object({ id: idWire, name: z.string() }),
  state: z.enum(USER_STATES),
  hasSecondFactor: z.boolean(),
  /** Signs in by the OpenID Connect provider, and has no password. */
  byProvider: z.boolean(),
  /** Until when the last invitation can be used; null when none is open. */
  invitedUntil: instantOut.nullable(),
  createdAt: instantOut,
});

export const userQueryWire = pageQueryWire.extend({
  role: z.enum(ROLES).optional(),
  organisationId: idWire.optional(),
  q: z.string().trim().min(1).max(100).optional().describe('part of the display name or the user name, marks and case aside'),
});

export const userInviteWire = z.object({ username: usernameWire, displayName: nameWire(), role: z.enum(ROLES), organisationId: idWire });

export const userPatchWire = z.object({
  displayName: nameWire().optional(),
  role: z.enum(ROLES).optional(),
  organisationId: idWire.optional(),
  disabled: z.boolean().optional().describe('true: leaves at once; password, second factor and codes are gone. false: comes back, by a new invitation'),
});

/** The token is shown once: a replayed answer comes without. */
export const invitationOut = z.object({ userId: idWire, token: z.string().optional(), expiresAt: instantOut });

const tokenWire = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is no token of an invitation');

export const invitationTokenWire = z.object({ token: tokenWire });

export const invitationLookOut = z.object({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  organisationName: z.string(),
  expiresAt: instantOut,
});

export const invitationUseWire = z.object({ token: tokenWire, password: passwordWire });

export const passwordResetWire = z.object({ username: z.string().min(1).max(64), code: z.string().min(1).max(40), newPassword: passwordWire });
