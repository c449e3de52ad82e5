import { z } from 'zod';
import { LONGEST_PASSWORD } from '../password-rule.ts';
import { factorCodeWire } from './session-wire.ts';

/** A password as it is typed to prove who one is. */
export const passwordWire = z.string().min(1).max(LONGEST_PASSWORD);

export const passwordChangeWire = z.object({
  currentPassword: passwordWire,
  newPassword: passwordWire.describe('10 characters or more for boards, 12 for the others; no rules of composition'),
});

/** Proves who one is before the second factor is touched; `code` where there is one. Without a password a sign-in by the provider within the last ten minutes stands for it. */
export const factorProofWire = z.object({ password: passwordWire.optional(), code: factorCodeWire.optional() });

export const factorConfirmationWire = z.object({ code: factorCodeWire });

/** What an authenticator app takes: the secret to type, or the text of a QR code. Shown once. */
export const factorSetupOut = z.object({ secret: z.string().optional(), uri: z.string().optional() });

/** Single-use codes for a sheet of paper, shown once: a replayed answer comes without. */
export const paperCodesOut = z.object({ codes: z.array(z.string()).optional() });

export const factorStateOut = z.object({
  /** The role can't be without. */
  required: z.boolean(),
  enabled: z.boolean(),
  recoveryCodesLeft: z.number().int(),
});
