import { createContext, useContext } from 'react';
import type { Action } from '../../domain/permission-rule.ts';
import { permittedScope } from '../../domain/permission-rule.ts';
import type { User } from '../api/api-types.ts';

/** The signed-in user; only below the part of the page that demands a session. */
export const SessionContext = createContext<User | null>(null);

/** The signed-in user. */
export function useCurrentUser(): User {
  const user = useContext(SessionContext);
  if (user === null) throw new Error('useCurrentUser outside the signed-in part of the page');
  return user;
}

/** Whether the user's role may do `action` at all; how far it reaches is the server's to say. */
export function useMay(): (action: Action) => boolean {
  const { role } = useCurrentUser();
  return (action) => permittedScope(role, action) !== null;
}
