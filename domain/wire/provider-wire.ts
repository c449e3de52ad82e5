import { z } from 'zod';
import { factorCodeWire } from './session-wire.ts';
import { invitationTokenWire } from './user-wire.ts';

/** `invitation` is the token of an invitation that is to be used by this sign-in. */
export const providerStartWire = z.object({ invitation: invitationTokenWire.shape.token.optional() });

/** Where the browser goes; the cookie that comes with it binds the way back to this browser. */
export const providerStartOut = z.object({ url: z.string() });

const parameter = z.string().min(1).max(4000);

/** What the provider put behind the address to which it sent the browser back. */
export const providerAnswerWire = z.object({ state: parameter, code: parameter.optional(), iss: parameter.optional(), error: parameter.optional() });

export const providerCodeWire = z.object({ code: factorCodeWire });

/** The session came by the provider, whose own session goes on until it is ended there. */
export const providerSignOutOut = z.object({ providerSignOutUrl: z.string() });

/** OpenID Connect Back-Channel Logout 1.0; the name is the specification's. */
export const providerLogoutWire = z.object({ logout_token: z.string().min(1).max(8000) });
