import sql from 'sql-template-tag';

/**
 * Today's calendar day (a `date`) in Viet Nam: what is dated (units, categories) begins and ends by it. Never `current_date`: that is the day of the session's zone, and by UTC it is yesterday until seven in the morning.
 */
export const VIETNAM_TODAY = sql`(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
