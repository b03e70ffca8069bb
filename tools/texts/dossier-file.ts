// data/dossiers/<id>.yaml: what is known of one service, in every language, each statement with the works it rests on.

import * as z from "zod";
import { date, domain, eventKind, id, standing, state, texts, works } from "./fields.ts";

/** Categories of the Citizen Lab's scheme for test lists (https://github.com/citizenlab/test-lists). */
export const categoryCodes = [
  "ANON",
  "COMM",
  "COMT",
  "CULTR",
  "ECON",
  "FILE",
  "GAME",
  "GRP",
  "HOST",
  "HUMR",
  "MMED",
  "NEWS",
  "POLR",
  "REL",
  "SRCH",
] as const;

const event = z.strictObject({ date, kind: eventKind, standing, text: texts(220), works });

export const dossierSchema = z.strictObject({
  name: texts(60),
  about: texts(110),
  owner: texts(60),
  country: z.string().regex(/^[A-Z]{2}$/, "is not a country of two letters"),
  category: z.enum(categoryCodes, `is not ${categoryCodes.join(", ")}`),
  domains: z.array(domain).min(1, "no domain is named"),
  state,
  standing,
  since: z
    .strictObject({
      date,
      how: z.enum(["on", "by"], "is not on or by"),
      basis: z.enum(["report", "list"], "is not report or list"),
      standing,
    })
    .optional(),
  /** what it counts for as evidence in verdicts on its domains; left out where it is context alone */
  evidence: z
    .array(
      z.strictObject({
        says: z.enum(["blocks", "refuses"], "is not blocks or refuses"),
        since: date,
        /** the date of the newest work that says so */
        read: date,
        domains: z.array(domain).min(1, "no domain is named"),
      }),
    )
    .optional(),
  why: z.strictObject({
    basis: z.enum(["reported", "description", "none"], "is not reported, description or none"),
    text: texts(280).optional(),
  }),
  note: texts(260).optional(),
  methods: z.array(id).optional(),
  counterparts: z.array(id).optional(),
  events: z.array(event).optional(),
  works,
});

export type DossierFact = z.output<typeof dossierSchema>;
