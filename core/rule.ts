// One rule of an AutoProxy list: what it means, and whether an address fits it.
//
// Grammar (https://github.com/gfwlist/gfwlist/wiki/Syntax, and Adblock Plus, from which it descends):
//
//   @@rule          an exception: what it matches works
//   ||host          the host and its subdomains, any scheme and port, on label boundaries; `||gle` is a top-level domain
//   ||host/path     the same, for addresses that go on with /path
//   |scheme://...   addresses that begin so; a host that ends the rule ends at a label boundary
//   /expression/    a regular expression, read by expression.ts and never run as one
//   anything else   a substring of plain http addresses
//   *               any characters      ^   a separator or the end      | at the end: the end
//
// Case never matters. A rule that no address can fit (`|example.org`, which begins with no scheme) is kept
// for the record and matches nothing.

import type { WebAddress } from "./address.ts";
import { compileExpression, matchesProgram, type Program } from "./expression.ts";
import { type Glob, globOf, matchesGlob } from "./glob.ts";
import { isAtOrUnder } from "./host-names.ts";

export interface Rule {
  readonly text: string;
  readonly exception: boolean;
  readonly form: RuleForm;
  /** the one host that the rule names, where it names one literally; IP addresses included */
  readonly host: string | undefined;
  /** whether that host is covered as a whole, whatever the path (for `.host`: its subdomains, over http) */
  readonly whole: boolean;
  /** whether subdomains of the host are covered too */
  readonly deep: boolean;
}

export type RuleForm =
  | { readonly kind: "host" }
  | { readonly kind: "glob"; readonly glob: Glob; readonly httpOnly: boolean }
  | { readonly kind: "expression"; readonly program: Program };

const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+$/;

const lastLabel = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads one rule. Never throws for a rule that is merely odd: it becomes a pattern that fits nothing.
 * Throws `ExpressionError` for a regular expression outside the grammar of expression.ts, unless its `program`
 * comes along.
 */
export function parseRule(text: string, translated?: Program): Rule {
  const exception = text.startsWith("@@");
  if (isExpression(text)) {
    const program = translated ?? compileExpression(bodyOf(text).slice(1, -1));
    return { text, exception, form: { kind: "expression", program }, host: undefined, whole: false, deep: false };
  }
  const body = asBrowsersWrite(bodyOf(text)).toLowerCase();
  const parts = /^(\|\||\|https?:\/\/|https?:\/\/|\.?)([^/:*^|]*)(.*)$/s.exec(body);
  const [, lead = "", name = "", rest = ""] = parts ?? [];
  const bare = name.replace(/^\.|\.$/g, "");
  const isHost = hostName.test(bare) || (lead === "||" && lastLabel.test(bare));
  const host = isHost && !(rest.startsWith("*") && !lead) ? bare : undefined;
  const whole = host !== undefined && (rest === "" || rest === "/" || rest === "^");
  if (lead === "||" && whole) return { text, exception, form: { kind: "host" }, host, whole, deep: true };
  const anchored = body.startsWith("|") || lead.startsWith("http");
  const named = anchored && rest.startsWith("*") ? undefined : host;
  return {
    text,
    exception,
    form: { kind: "glob", glob: globOf(anchored && !body.startsWith("|") ? `|${body}` : body), httpOnly: !anchored },
    host: anchored || whole ? named : undefined,
    whole,
    deep: lead === "||" || !anchored,
  };
}

/** Whether a rule is a regular expression. */
export function isExpression(text: string): boolean {
  const body = bodyOf(text);
  return body.length > 2 && body.startsWith("/") && body.endsWith("/");
}

function bodyOf(text: string): string {
  return text.replace(/^@@/, "").replace(/\$document$/, "");
}

/** The host that a rule covers as a whole, or `undefined`: a path, a wildcard, a keyword, an expression. */
export function wholeHost(rule: Rule): string | undefined {
  return rule.whole ? rule.host : undefined;
}

/** Whether the address fits the rule, in AutoProxy's meaning. Linear in the length of the address. */
export function matchesRule(rule: Rule, address: WebAddress): boolean {
  const { form } = rule;
  if (form.kind === "host") {
    if (rule.host === undefined) return false;
    return address.isIp ? address.host === rule.host : isAtOrUnder(address.host, rule.host);
  }
  if (form.kind === "expression") return matchesProgram(form.program, address.text);
  if (form.httpOnly && !address.text.startsWith("http://")) return false;
  return matchesGlob(form.glob, address.text, address.isIp);
}

/** Letters beyond ASCII stand percent-encoded in an address. */
function asBrowsersWrite(text: string): string {
  return text.replace(/[^\0-\x7f]+/gu, (letters) => encodeURIComponent(letters.toWellFormed()));
}
