/** Why a grant ended: its request gives nothing any more; the time of access is over; the session that it was bound to ended; the same person opened it from another session. */
export type GrantEnd = 'request_ended' | 'access_over' | 'session_ended' | 'other_session' | 'person_changed';

/** What is copied for watching. */
export type WatchKind = 'segment' | 'picture';

/** State of a copy, as it is listed: not ordered yet, in the making, there, or given up. */
export const COPY_STATES = ['none', 'preparing', 'ready', 'failed'] as const;

/** Copies of one request that are made ahead at most: what somebody watches next is there, what nobody watches is not made. */
export const COPIES_AHEAD = 6;
