import type { OrganisationKind, Role } from '../../domain/role.ts';
import type { Invitation, InvitationLook, OpenSession, Organisation, Page, PaperCodeSheet, UserItem } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Which users to list. */
export interface UserFilter {
  readonly role: Role | null;
  readonly organisationId?: string | undefined;
  /** Part of a name, marks and case aside. */
  readonly q?: string | undefined;
}

/** Users, newest first, of one role, organisation or name when given. */
export function listUsers(filter: UserFilter, cursor: string | undefined, signal?: AbortSignal): Promise<Page<UserItem>> {
  return requestJson<Page<UserItem>>('/users', { query: { ...filter, cursor, limit: 50 }, signal });
}

/** All organisations of some kinds, by name. */
export async function listOrganisationsOf(kinds: readonly OrganisationKind[], signal?: AbortSignal): Promise<Organisation[]> {
  const found: Organisation[] = [];
  for (const kind of kinds) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Page<Organisation> = await requestJson<Page<Organisation>>('/organisations', { query: { kind, cursor, limit: 200 }, signal });
      found.push(...page.items);
      cursor = page.nextCursor;
    }
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

/** Whom an administrator invites. */
export interface Invitee {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationId: string;
}

/** Makes a user and a link with which they set a password. */
export function inviteUser(invitee: Invitee, idempotencyKey: string): Promise<Invitation> {
  return requestJson<Invitation>('/users', { method: 'POST', body: invitee, idempotencyKey });
}

/** A new link in place of the last one. */
export function inviteAgain(userId: string): Promise<Invitation> {
  return requestJson<Invitation>(pathOf`/users/${userId}/invitations`, { method: 'POST' });
}

/** Name, role, organisation, or whether the account is closed. */
export interface UserChange {
  readonly displayName?: string;
  readonly role?: Role;
  readonly organisationId?: string;
  readonly disabled?: boolean;
}

/** Changes a user. */
export function changeUser(userId: string, change: UserChange): Promise<UserItem> {
  return requestJson<UserItem>(pathOf`/users/${userId}`, { method: 'PATCH', body: change });
}

/** A sheet of codes for a board that may forget its password. */
export function makeResetCodes(userId: string): Promise<PaperCodeSheet> {
  return requestJson<PaperCodeSheet>(pathOf`/users/${userId}/reset-codes`, { method: 'POST' });
}

/** Takes a user's second factor away; their sessions end. */
export function resetSecondFactor(userId: string): Promise<void> {
  return requestJson<undefined>(pathOf`/users/${userId}/second-factor`, { method: 'DELETE' });
}

/** Where a user is signed in; the look is logged. */
export function listUserSessions(userId: string, signal?: AbortSignal): Promise<Page<OpenSession>> {
  return requestJson<Page<OpenSession>>(pathOf`/users/${userId}/sessions`, { query: { limit: 200 }, signal });
}

/** Ends one session of a user, or all. */
export function endUserSessions(userId: string, sessionId: string | null): Promise<void> {
  return requestJson<undefined>(sessionId === null ? pathOf`/users/${userId}/sessions` : pathOf`/users/${userId}/sessions/${sessionId}`, { method: 'DELETE' });
}

/** Whom an invitation is for; the token goes in the body, since addresses end up in logs. */
export function lookAtInvitation(token: string, signal?: AbortSignal): Promise<InvitationLook> {
  return requestJson<InvitationLook>('/public/invitations/look', { method: 'POST', body: { token }, signal });
}

/** Sets the password with an invitation. */
export function acceptInvitation(token: string, password: string): Promise<{ readonly username: string }> {
  return requestJson<{ readonly username: string }>('/public/invitations', { method: 'POST', body: { token, password } });
}

/** Sets a new password with a code from paper. */
export function resetPassword(reset: { readonly username: string; readonly code: string; readonly newPassword: string }): Promise<void> {
  return requestJson<undefined>('/public/password-resets', { method: 'POST', body: reset });
}
