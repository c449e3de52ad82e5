import type { OrganisationKind, Role } from '../../domain/role.ts';
import type { BodyOf, QueryOf } from './api-route.ts';
import type { Invitation, InvitationLook, OpenSession, Organisation, Page, PaperCodeSheet, UserItem } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Which users to list. */
export type UserFilter = Pick<QueryOf<'GET /users'>, 'organisationId' | 'q'> & { readonly role: Role | null };

/** Users, newest first, of one role, organisation or name when given. */
export function listUsers(filter: UserFilter, cursor: string | undefined, signal?: AbortSignal): Promise<Page<UserItem>> {
  return callApi('GET /users', { query: { ...filter, cursor, limit: 50 }, signal });
}

/** All organisations of some kinds, by name. */
export async function listOrganisationsOf(kinds: readonly OrganisationKind[], signal?: AbortSignal): Promise<Organisation[]> {
  const found: Organisation[] = [];
  for (const kind of kinds) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Page<Organisation> = await callApi('GET /organisations', { query: { kind, cursor, limit: 200 }, signal });
      found.push(...page.items);
      cursor = page.nextCursor;
    }
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

/** Whom an administrator invites. */
export type Invitee = BodyOf<'POST /users'>;

/** Makes a user and a link with which they set a password. */
export function inviteUser(invitee: Invitee, idempotencyKey: string): Promise<Invitation> {
  return callApi('POST /users', { body: invitee, idempotencyKey });
}

/** A new link in place of the last one. */
export function inviteAgain(userId: string): Promise<Invitation> {
  return callApi('POST /users/{id}/invitations', { path: { id: userId } });
}

/** Name, role, organisation, or whether the account is closed. */
export type UserChange = BodyOf<'PATCH /users/{id}'>;

/** Changes a user. */
export function changeUser(userId: string, change: UserChange): Promise<UserItem> {
  return callApi('PATCH /users/{id}', { path: { id: userId }, body: change });
}

/** A sheet of codes for a board that may forget its password. */
export function makeResetCodes(userId: string): Promise<PaperCodeSheet> {
  return callApi('POST /users/{id}/reset-codes', { path: { id: userId } });
}

/** Takes a user's second factor away; their sessions end. */
export function resetSecondFactor(userId: string): Promise<void> {
  return callApi('DELETE /users/{id}/second-factor', { path: { id: userId } });
}

/** Where a user is signed in; the look is logged. */
export function listUserSessions(userId: string, signal?: AbortSignal): Promise<Page<OpenSession>> {
  return callApi('GET /users/{id}/sessions', { path: { id: userId }, query: { limit: 200 }, signal });
}

/** Ends one session of a user, or all. */
export function endUserSessions(userId: string, sessionId: string | null): Promise<void> {
  if (sessionId === null) return callApi('DELETE /users/{id}/sessions', { path: { id: userId } });
  return callApi('DELETE /users/{id}/sessions/{sessionId}', { path: { id: userId, sessionId } });
}

/** Whom an invitation is for; the token goes in the body, since addresses end up in logs. */
export function lookAtInvitation(token: string, signal?: AbortSignal): Promise<InvitationLook> {
  return callApi('POST /public/invitations/look', { body: { token }, signal });
}

/** Sets the password with an invitation. */
export function acceptInvitation(token: string, password: string): Promise<{ readonly username: string }> {
  return callApi('POST /public/invitations', { body: { token, password } });
}

/** Sets a new password with a code from paper. */
export function resetPassword(reset: { readonly username: string; readonly code: string; readonly newPassword: string }): Promise<void> {
  return callApi('POST /public/password-resets', { body: reset });
}
