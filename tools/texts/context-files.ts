// The files of data/context: works cited, and what the cards are made of.

import * as z from "zod";
import { findings } from "../../core/dossiers/context.ts";
import { workKinds } from "../../core/dossiers/dossier.ts";
import { categoryCodes } from "./dossier-file.ts";
import { date, domain, id, line, standing, texts, webAddress, works } from "./fields.ts";

const topics = z.array(id).min(1, "no topic is named");

export const contextSchemas = {
  /** everything that any text rests on */
  works: z.record(
    id,
    z.strictObject({
      title: line(300),
      publisher: line(160),
      date,
      kind: z.enum(workKinds, `is not ${workKinds.join(", ")}`),
      url: webAddress,
    }),
  ),
  /** what a card can be about, and which sites and techniques call for it */
  topics: z.record(
    id,
    z.strictObject({
      categories: z.array(z.enum(categoryCodes)).optional(),
      groups: z.array(z.string().regex(/^[a-z!-]+$/, "is not a category of domain-list-community")).optional(),
      techniques: z.array(z.enum(["tls-sni"])).optional(),
    }),
  ),
  timeline: z.array(z.strictObject({ id, date, title: texts(90), text: texts(260), topics, standing, works })),
  glossary: z.array(
    z.strictObject({ id, term: texts(70), pinyin: line(70), definition: texts(280), topics, standing, works }),
  ),
  methods: z.array(
    z.strictObject({
      id,
      name: texts(80),
      line: texts(110),
      how: texts(340),
      sees: texts(180),
      since: date.optional(),
      topics,
      standing,
      works,
    }),
  ),
  abroad: z.array(
    z.strictObject({ id, date, actor: texts(110), target: texts(110), text: texts(260), topics, standing, works }),
  ),
  /** Chinese companies and services, by their domain */
  companies: z.record(
    domain,
    z.strictObject({
      name: texts(50),
      abroad: texts(190).optional(),
      listing: z.strictObject({ exchange: line(40), year: date.optional(), works: works.optional() }).optional(),
    }),
  ),
  sectors: z.array(
    z.strictObject({
      id,
      name: texts(50),
      foreign: z.array(
        z.strictObject({
          name: texts(50),
          domain: domain.optional(),
          dossier: id.optional(),
          state: texts(110),
        }),
      ),
      chinese: z.array(domain),
      note: texts(250),
      topics,
      standing,
      works,
    }),
  ),
  figures: z.array(
    z.strictObject({
      id,
      title: texts(70),
      value: texts(80),
      year: line(40),
      what: texts(180),
      assessment: texts(350),
      topics,
      standing,
      works,
    }),
  ),
  /** what the article of 2019 that this project began with claims, and how each claim stands */
  claims: z.array(
    z.strictObject({
      id,
      claim: texts(230),
      finding: z.enum(findings),
      assessment: texts(280),
      topics,
      covers: z.array(id).optional(),
      works,
    }),
  ),
} as const;

export type ContextName = keyof typeof contextSchemas;
export type Context = { readonly [Name in ContextName]: z.output<(typeof contextSchemas)[Name]> };
