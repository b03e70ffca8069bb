// When to look at a feed again. Chance comes in as a number from 0 to 1: all readers at once would be a crowd.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const longestWait = 7 * day;
/** No look is planned for later than so many milliseconds from now: a week and a quarter. */
export const longestDelay = 1.25 * 7 * day;

/** Milliseconds until the first look after consent. */
export function firstDelay(chance: number): number {
  return chance * minute;
}

/** Milliseconds until the next look after a good one: the interval and up to a quarter more. */
export function nextDelay(intervalMs: number, chance: number): number {
  return intervalMs * (1 + chance / 4);
}

/** A look so soon after the first is left out. */
const soon = 15 * minute;

/**
 * Milliseconds until the next look after the first good one, or the first after failures: readers who began at the same
 * time are at once spread as `nextDelay` would spread them in the end. It is what is left of a wait that is met at any
 * moment: up to one interval all are as likely, from there on less and less.
 */
export function spreadDelay(intervalMs: number, chance: number): number {
  const left = 9 * (1 - chance);
  const delay = intervalMs * (left > 1 ? (9 - left) / 8 : 1 + (1 - Math.sqrt(left)) / 4);
  return delay < soon ? nextDelay(intervalMs, delay / soon) : delay;
}

/**
 * Milliseconds until the next try after `failures` in a row: from a quarter of an hour, doubling, to a day. The host's
 * `Retry-After` (seconds, or a date) lengthens it, to seven days at most.
 */
export function retryDelay(failures: number, chance: number, retryAfter: string | undefined, now: number): number {
  const own = Math.min(2 ** Math.min(Math.max(failures, 1) - 1, 20) * 15 * minute * (1 + chance), day);
  return Math.max(own, Math.min(askedDelay(retryAfter, now), longestWait));
}

function askedDelay(retryAfter: string | undefined, now: number): number {
  const text = retryAfter?.trim() ?? "";
  if (/^\d{1,15}$/.test(text)) return Number(text) * second;
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
