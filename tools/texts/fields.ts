// The fields that the files of dossiers and context are made of.

import * as z from "zod";
import { states, eventKinds } from "../../core/dossiers/dossier.ts";
import type { Language } from "../../core/words/languages.ts";
import { isDay } from "../../core/intervals.ts";

export type Texts = Readonly<Record<Language, string>>;

/** One line of at most `limit` characters. */
export function line(limit: number): z.ZodString {
  return z
    .string("a text is missing")
    .min(1, "the text is empty")
    .max(limit, `the text is longer than ${limit} characters`)
    .regex(/^\S(?:.*\S)?$/u, "the text is padded or has more than one line")
    .regex(/^\P{Cc}*$/u, "the text holds a control character");
}

/** Our own words do not shout; titles of others may. */
function prose(limit: number): z.ZodString {
  return line(limit).regex(/^[^!！]*$/u, "the text shouts");
}

/** The same in every language. */
export function texts(limit: number) {
  return z.strictObject(
    { en: prose(limit), "zh-hans": prose(limit), "zh-hant": prose(limit) },
    "the texts in en, zh-hans and zh-hant are missing",
  );
}

export const id = z.string("an id is missing").regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, "is not an id");

/** A day, a month or a year of the calendar: `2012-10-26`, `2012-10`, `2012`. */
export const date = z
  .string("a date is missing")
  .refine((text) => /^\d{4}(-\d\d){0,2}$/.test(text) && isDay(firstDayOf(text)), "is not a day, month or year");

export function firstDayOf(text: string): string {
  return `${text}${"-01-01".slice(text.length - 4)}`;
}

/** About the last day that a date can mean. */
export function lastDayOf(text: string): string {
  return text.length === 10 ? text : `${text}${"-12-28".slice(text.length - 4)}`;
}

export const standing = z.enum(["confirmed", "reported", "claimed"], "is not confirmed, reported or claimed");
export const state = z.enum(states, `is not ${states.join(", ")}`);
export const eventKind = z.enum(eventKinds, `is not ${eventKinds.join(", ")}`);

/** Ids of works; a statement without one is not accepted. */
export const works = z.array(id, "the works it rests on are missing").min(1, "no work is named");

export const domain = z
  .string("a domain is missing")
  .regex(/^(?:[a-z0-9-]{1,63}\.)+(?!\d+$)[a-z0-9-]{2,63}$/, "is not a domain");

export const webAddress = z
  .string("the address is missing")
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), "is not an http or https address");
