// Chinese in simplified characters.

import type { Confidence, Day, Scope, SourceId, Status } from "../verdict.ts";
import type { Dispute, Words } from "./en.ts";
import { closeUp, formats } from "./formats.ts";

const { day, month, moment, shortMonth, count, ago } = formats("zh-Hans-CN");

const headline: Record<Status, string> = {
  blocked: "在中国大陆被封锁",
  partly: "本网站的其他部分在中国大陆被封锁",
  regional: "测试中只见河南省级防火墙将其切断",
  former: "只有过去在中国大陆被封锁的证据",
  refused: "该服务自行拒绝来自中国大陆的访客",
  reachable: "有列表将其列为在中国大陆可用的例外",
  domestic: "在中国大陆境内按当地规定运营的服务",
  unlisted: "我们的列表中没有封锁证据",
  unsupported: "不是公开的网址",
};

const source: Record<SourceId, string> = {
  gfwlist: "GFWList",
  "gfw-sni": "GFW Report 每日 TLS 测试",
  "gfw-sni-zones": "GFW Report 顶级域全面测试",
  "henan-sni": "GFW Report 河南测试",
  greatfire: "GreatFire Analyzer",
  dossier: "公开报道",
};

const publisher: Record<SourceId, string> = {
  gfwlist: "GFWList",
  "gfw-sni": "GFW Report",
  "gfw-sni-zones": "GFW Report",
  "henan-sni": "GFW Report（河南）",
  greatfire: "GreatFire",
  dossier: "公开报道",
};

const confidence: Record<Confidence, string> = {
  high: "可信度高",
  medium: "可信度中等",
  low: "可信度低",
};

const scope: Record<Scope["kind"], readonly [before: string, after: string]> = {
  host: ["仅主机 ", "。"],
  subdomains: ["", " 及其下的所有主机。"],
  prefix: ["以 ", " 开头的网址。"],
  pattern: ["符合模式 ", " 的网址。"],
  address: ["IP 地址 ", "。"],
};

const scopeLead = { now: "涵盖：", past: "当时涵盖：", part: "列入的部分：" };

const disputed: Record<Dispute, { headline: string; reason: string }> = {
  neverCut: {
    headline: "被列为在中国大陆遭封锁，但在 TLS 测试中从未被切断",
    reason: "已被列入，但在 TLS 测试中从未被切断；其他技术未经测试",
  },
  noLongerCut: {
    headline: "被列为在中国大陆遭封锁，但到 TLS 测试结束时已不再被切断",
    reason: "已被列入，但到 TLS 测试结束时已不再被切断；其他技术未经测试",
  },
  excepted: {
    headline: "有在中国大陆被封锁的证据，但也有列表将其列为可用的例外",
    reason: "一个来源称其被封锁，另一个来源将其列为可用的例外",
  },
};

export const zhHans: Words = {
  lang: "zh-Hans",
  headline,
  source,
  publisher,
  confidence,
  scope,
  scopeLead,
  formerHenan: "过去曾被切断，且只见于河南省级防火墙",
  day,
  moment,
  shortMonth,
  count,
  ago,

  stop: "。",
  /** between two of a list */
  listBreak: "、",
  space: "",
  sentence: (clause: string) => `${clause}。`,
  enumerate: (names: readonly string[]) => names.join("、"),
  joinClauses: (clauses: readonly string[]) => clauses.join("；"),
  about: (subject: string, clause: string) => `${subject}：${clause}`,

  accordingTo: (clause: string, names: string) => closeUp(`据 ${names}，${clause}`),
  onOldEvidence: (clause: string) => `仅有旧证据显示${clause}`,
  onReports: (clause: string) => `仅有报道称${clause}`,
  alsoRefuses: "该服务自身也拒绝来自中国大陆的访客。",

  agree: (names: string) => closeUp(`${names} 互不依赖，结论一致`),
  reportsAlone: "仅依据公开报道，我们的列表和测量均未印证",
  manyAgree: "多个独立来源结论一致",
  alone: (names: string) => closeUp(`仅依据 ${names}`),
  old: (names: string, last: Day) => `所依据的是旧证据：${names}，最后读取于${day(last)}`,
  past: (names: string) => `依据的是过去的证据：${names}`,
  disputed,

  listed: (from: Day) => `自${day(from)}起列入 GFWList`,
  listedUntil: (from: Day, left: Day) =>
    from === left ? `${day(from)}当天列入 GFWList 又移出` : `${day(from)}列入 GFWList，${day(left)}移出`,
  listedUndated: "列入 GFWList",
  refuses: (from: Day) => `自${day(from)}起列入 GFWList，现归在自行拒绝中国大陆访客的服务一节`,
  refusesUntil: (from: Day, left: Day) =>
    `${day(from)}列入 GFWList，${day(left)}移出，移出前归在自行拒绝中国大陆访客的服务一节`,
  refusesUndated: "列入 GFWList，归在自行拒绝中国大陆访客的服务一节",
  works: (from: Day) => `自${day(from)}起，GFWList 将其列为可用的例外`,
  worksUntil: (from: Day, left: Day) =>
    `${day(from)}${from === left ? "当天" : `至${day(left)}`}，GFWList 将其列为可用的例外`,
  worksUndated: "GFWList 将其列为可用的例外",
  interrupted: (clause: string, first: Day) => `${clause}（最早为${day(first)}，其间有中断）`,
  interruptedOnce: (clause: string, out: Day, back: Day) => `${clause}（${day(out)}至${day(back)}间除外）`,
  cleanUp: (others: number) => `同日另有 ${count(others)} 条规则一同移出，看来是列表整理，不能说明是否已解除封锁`,

  cut: (days: number, tested: number) => `${count(tested)} 次每日 TLS 测试中有 ${count(days)} 次被切断`,
  cutUncounted: "在每日 TLS 测试中被切断",
  cutHenan: (days: number, tested: number) =>
    `自广州进行的 ${count(tested)} 次每日 TLS 测试中，有 ${count(days)} 次被河南省级防火墙切断`,
  cutHenanUncounted: "在自广州进行的每日 TLS 测试中被河南省级防火墙切断",
  during: (clause: string, from: Day, to: Day) =>
    from === to ? `${clause}（${day(from)}）` : `${clause}（${day(from)}至${day(to)}）`,
  broken: (clause: string) => `${clause}，其间有中断`,
  noLongerCut: (clause: string, asOf: Day) => `${clause}；到${day(asOf)}测试结束时已不再被切断`,
  zones: (from: string, to: string) =>
    `在${month(from)}至${month(to)}间对整个顶级域的测试中被切断（各域名没有单独日期）`,
  zonesUndated: "在对整个顶级域的测试中被切断（各域名没有单独日期）",
  zonesEnded: (clause: string) => `${clause}，但每日测试结束时已不再被切断`,
  greatfire: (read: Day) => `${day(read)}读取时，GreatFire Analyzer 显示其被封锁`,

  dossier: {
    blocks: "档案所列文献报道其被封锁",
    refuses: "档案所列文献报道其拒绝中国大陆访客",
    works: "档案所列文献报道其可以访问",
  },
  dossierDated: (clause: string, since: string, read: string) =>
    `${clause}，始于${month(since)}；其中最新的发表于${month(read)}`,
  elsewhere: (clause: string) => `关于本网站的其他部分：${clause}`,

  unknown: {
    unlisted: "这并不证明它可以访问。",
    untested: "无人列入或测试过的内容，不在我们的列表中。",
    unsupported: "对文件、浏览器页面以及私有或本地地址不作判断。",
    partly: "我们的列表中目前没有与此网址本身相符的内容，但这并不证明它能打开。",
    former: "我们的列表无法说明它现在能否访问。",
    refused: "我们的列表中没有国家也封锁它的新证据。",
    reachable: "例外只说明志愿者发现它可用，不说明它如今在各地都可用。",
    domestic: "一项服务在中国大陆运营，并不说明它在那里隐去了什么。",
    regional: "我们的列表中没有国家级防火墙也切断它的新证据。",
    listDates: "GFWList 中的日期是志愿者列入或移出规则的日期，不是封锁开始或结束的日期。",
    tlsOnly: "测试只针对 TLS 连接；DNS 污染、IP 封锁和限速未经测试。",
    testDays: "测试并非每天进行，2024 年 3 月至 10 月曾停测；其间的日子没有任何测量。",
    reports: "报道只反映其写作之时的情况，不涉及此后的变化。",
    readOnce: (read: Day) => `GreatFire 的数据只在${day(read)}读取过一次，不反映此后的情况。`,
  },

  card: { label: "Wallsight 对此链接的说明", more: "查看更多" },

  page: {
    title: "Wallsight",
    asking: "正在查询……",
    evidence: "证据",
    unknown: "尚不清楚之处",
    rule: "规则",
    otherRules: (others: number) => ` 等 ${count(others + 1)} 条规则`,
    test: "被测域名",
    lists: (date: Day) => `最新列表：${day(date)}`,
    preparing: "正在准备列表。",
    preparingText: "安装或更新后会进行一次，需要几秒钟。",
    notes: {
      repaired: "已存储的列表曾损坏，现已重新生成。",
      "left-out": "Wallsight 自带的一份列表已损坏，未予使用。重新安装 Wallsight 即可恢复。",
      earlier: "此版本的列表已损坏，现由前一版本的列表作答。",
      "not-stored": "浏览器不为 Wallsight 保存任何内容，因此每次启动都要重新生成列表。",
    },
    paused: "Wallsight 在此网站已暂停。",
    failed: "Wallsight 未能回答。",
    failedText: "关闭此窗口后重新打开，也许能解决问题。原因：",
    unseen: "Wallsight 看不到此页面。",
    unseenReasons: [
      "此页面可能在安装或更新 Wallsight 之前就已打开。请重新加载页面，再打开此窗口。",
      "浏览器不允许任何扩展程序访问某些页面：浏览器自身的页面、扩展商店和部分查看器。",
      "您可能在浏览器的扩展设置中关闭了 Wallsight 对此网站的访问权限。",
    ],
  },
};
