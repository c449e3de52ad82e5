/** Requests that one package may be of: more is more than anybody hands over at once, and than a manifest has room for. */
export const MOST_PACKAGE_REQUESTS = 200;
