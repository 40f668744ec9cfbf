import { createContext, useContext } from 'react';
import type { Session } from './session.ts';

/** The session every part below stands in. */
export const SessionContext: React.Context<Session | undefined> = createContext<Session | undefined>(undefined);

/** The session of this window. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This part stands outside a session: put it below SessionContext.');
  return session;
}
