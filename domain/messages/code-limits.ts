const MINUTE_MS = 60_000;

/** How long a code is good, and how often it may be guessed at. */
export const CODE_LIFE_MS = 30 * MINUTE_MS;
export const CODE_TRIES = 5;

/** At most so many messages, within a time. */
export interface MessageLimit {
  readonly most: number;
  readonly windowMs: number;
}

/** Limits on what a person, or a bell that is pressed again and again, can make the service send: nobody is to be flooded through it, and text messages cost money. */
export const MESSAGE_LIMITS = {
  /** Codes to one address, whoever asks. */
  codesToAddress: { most: 3, windowMs: 60 * MINUTE_MS },
  /** Codes that one organisation asks for. */
  codesOfOrganisation: { most: 20, windowMs: 24 * 60 * MINUTE_MS },
  /** Tests to one subscription. */
  testsOfSubscription: { most: 5, windowMs: 60 * MINUTE_MS },
  /** Word of requests to one subscription: what follows comes together. */
  toldOfRequests: { most: 30, windowMs: 60 * MINUTE_MS },
  /** Alarms of one bell that nobody answered, to one subscription. Other bells are not counted: one that sticks must not silence them. */
  unansweredOfBell: { most: 3, windowMs: 60 * MINUTE_MS },
} as const satisfies Record<string, MessageLimit>;

/** Browsers that one person may have told by push; one more ends the oldest. */
export const MOST_PUSH_BROWSERS = 5;

/** Subscriptions with an address that one organisation may have; browsers are not among them. */
export const MOST_SUBSCRIPTIONS = 50;

/**
 * How long to wait before the next message, 0 for not at all.
 *
 * @param sentAtMs when those within the window were asked for, oldest first.
 */
export function limitWaitMs(sentAtMs: readonly number[], limit: MessageLimit, nowMs: number): number {
  const oldestThatCounts = sentAtMs.at(-limit.most);
  return oldestThatCounts === undefined ? 0 : Math.max(0, oldestThatCounts + limit.windowMs - nowMs);
}
