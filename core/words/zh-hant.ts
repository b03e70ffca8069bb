// Chinese in traditional characters, in the vocabulary of Taiwan and Hong Kong.

import type { Confidence, Day, Scope, SourceId, Status } from "../verdict.ts";
import type { Dispute, Words } from "./en.ts";
import { closeUp, formats } from "./formats.ts";

const { day, month, moment, shortMonth, count, ago } = formats("zh-Hant-TW");

const headline: Record<Status, string> = {
  blocked: "在中國大陸遭到封鎖",
  partly: "本網站的其他部分在中國大陸遭到封鎖",
  regional: "測試中只見河南省級防火牆將其切斷",
  former: "只有過去在中國大陸遭到封鎖的證據",
  refused: "該服務自行拒絕來自中國大陸的訪客",
  reachable: "有清單將其列為在中國大陸可用的例外",
  domestic: "在中國大陸境內依當地規定營運的服務",
  unlisted: "我們的清單中沒有封鎖證據",
  unsupported: "不是公開的網址",
};

const source: Record<SourceId, string> = {
  gfwlist: "GFWList",
  "gfw-sni": "GFW Report 每日 TLS 測試",
  "gfw-sni-zones": "GFW Report 頂級網域全面測試",
  "henan-sni": "GFW Report 河南測試",
  greatfire: "GreatFire Analyzer",
  dossier: "公開報導",
};

const publisher: Record<SourceId, string> = {
  gfwlist: "GFWList",
  "gfw-sni": "GFW Report",
  "gfw-sni-zones": "GFW Report",
  "henan-sni": "GFW Report（河南）",
  greatfire: "GreatFire",
  dossier: "公開報導",
};

const confidence: Record<Confidence, string> = {
  high: "可信度高",
  medium: "可信度中等",
  low: "可信度低",
};

const scope: Record<Scope["kind"], readonly [before: string, after: string]> = {
  host: ["僅主機 ", "。"],
  subdomains: ["", " 及其下的所有主機。"],
  prefix: ["以 ", " 開頭的網址。"],
  pattern: ["符合模式 ", " 的網址。"],
  address: ["IP 位址 ", "。"],
};

const scopeLead = { now: "涵蓋：", past: "當時涵蓋：", part: "列入的部分：" };

const disputed: Record<Dispute, { headline: string; reason: string }> = {
  neverCut: {
    headline: "被列為在中國大陸遭到封鎖，但在 TLS 測試中從未被切斷",
    reason: "已被列入，但在 TLS 測試中從未被切斷；其他技術未經測試",
  },
  noLongerCut: {
    headline: "被列為在中國大陸遭到封鎖，但到 TLS 測試結束時已不再被切斷",
    reason: "已被列入，但到 TLS 測試結束時已不再被切斷；其他技術未經測試",
  },
  excepted: {
    headline: "有在中國大陸遭到封鎖的證據，但也有清單將其列為可用的例外",
    reason: "一個來源稱其遭到封鎖，另一個來源將其列為可用的例外",
  },
};

export const zhHant: Words = {
  lang: "zh-Hant",
  headline,
  source,
  publisher,
  confidence,
  scope,
  scopeLead,
  formerHenan: "過去曾被切斷，且只見於河南省級防火牆",
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

  accordingTo: (clause: string, names: string) => closeUp(`據 ${names}，${clause}`),
  onOldEvidence: (clause: string) => `僅有舊證據顯示${clause}`,
  onReports: (clause: string) => `僅有報導稱${clause}`,
  alsoRefuses: "該服務本身也拒絕來自中國大陸的訪客。",

  agree: (names: string) => closeUp(`${names} 互不依賴，結論一致`),
  reportsAlone: "僅依據公開報導，我們的清單和測量均未印證",
  manyAgree: "多個獨立來源結論一致",
  alone: (names: string) => closeUp(`僅依據 ${names}`),
  old: (names: string, last: Day) => `所依據的是舊證據：${names}，最後讀取於${day(last)}`,
  past: (names: string) => `依據的是過去的證據：${names}`,
  disputed,

  listed: (from: Day) => `自${day(from)}起列入 GFWList`,
  listedUntil: (from: Day, left: Day) =>
    from === left ? `${day(from)}當天列入 GFWList 又移除` : `${day(from)}列入 GFWList，${day(left)}移除`,
  listedUndated: "列入 GFWList",
  refuses: (from: Day) => `自${day(from)}起列入 GFWList，現歸在自行拒絕中國大陸訪客的服務一節`,
  refusesUntil: (from: Day, left: Day) =>
    `${day(from)}列入 GFWList，${day(left)}移除，移除前歸在自行拒絕中國大陸訪客的服務一節`,
  refusesUndated: "列入 GFWList，歸在自行拒絕中國大陸訪客的服務一節",
  works: (from: Day) => `自${day(from)}起，GFWList 將其列為可用的例外`,
  worksUntil: (from: Day, left: Day) =>
    `${day(from)}${from === left ? "當天" : `至${day(left)}`}，GFWList 將其列為可用的例外`,
  worksUndated: "GFWList 將其列為可用的例外",
  interrupted: (clause: string, first: Day) => `${clause}（最早為${day(first)}，其間曾中斷）`,
  interruptedOnce: (clause: string, out: Day, back: Day) => `${clause}（${day(out)}至${day(back)}間除外）`,
  cleanUp: (others: number) => `同日另有 ${count(others)} 條規則一同移除，看來是清單整理，不能說明是否已解除封鎖`,

  cut: (days: number, tested: number) => `${count(tested)} 次每日 TLS 測試中有 ${count(days)} 次被切斷`,
  cutUncounted: "在每日 TLS 測試中被切斷",
  cutHenan: (days: number, tested: number) =>
    `自廣州進行的 ${count(tested)} 次每日 TLS 測試中，有 ${count(days)} 次被河南省級防火牆切斷`,
  cutHenanUncounted: "在自廣州進行的每日 TLS 測試中被河南省級防火牆切斷",
  during: (clause: string, from: Day, to: Day) =>
    from === to ? `${clause}（${day(from)}）` : `${clause}（${day(from)}至${day(to)}）`,
  broken: (clause: string) => `${clause}，其間曾中斷`,
  noLongerCut: (clause: string, asOf: Day) => `${clause}；到${day(asOf)}測試結束時已不再被切斷`,
  zones: (from: string, to: string) =>
    `在${month(from)}至${month(to)}間對整個頂級網域的測試中被切斷（各網域沒有個別日期）`,
  zonesUndated: "在對整個頂級網域的測試中被切斷（各網域沒有個別日期）",
  zonesEnded: (clause: string) => `${clause}，但每日測試結束時已不再被切斷`,
  greatfire: (read: Day) => `${day(read)}讀取時，GreatFire Analyzer 顯示其遭到封鎖`,

  dossier: {
    blocks: "檔案所列文獻報導其遭到封鎖",
    refuses: "檔案所列文獻報導其拒絕中國大陸訪客",
    works: "檔案所列文獻報導其可以連上",
  },
  dossierDated: (clause: string, since: string, read: string) =>
    `${clause}，始於${month(since)}；其中最新的發表於${month(read)}`,
  elsewhere: (clause: string) => `關於本網站的其他部分：${clause}`,

  unknown: {
    unlisted: "這並不證明它可以連上。",
    untested: "無人列入或測試過的內容，不在我們的清單中。",
    unsupported: "對檔案、瀏覽器頁面以及私有或本機位址不作判斷。",
    partly: "我們的清單中目前沒有與此網址本身相符的內容，但這並不證明它能開啟。",
    former: "我們的清單無法說明它現在能否連上。",
    refused: "我們的清單中沒有國家也封鎖它的新證據。",
    reachable: "例外只說明志願者發現它可用，不說明它如今在各地都可用。",
    domestic: "一項服務在中國大陸營運，並不說明它在那裡隱去了什麼。",
    regional: "我們的清單中沒有國家級防火牆也切斷它的新證據。",
    listDates: "GFWList 中的日期是志願者列入或移除規則的日期，不是封鎖開始或結束的日期。",
    tlsOnly: "測試只針對 TLS 連線；DNS 汙染、IP 封鎖和限速未經測試。",
    testDays: "測試並非每天進行，2024 年 3 月至 10 月曾停測；其間的日子沒有任何測量。",
    reports: "報導只反映其寫作之時的情況，不涉及此後的變化。",
    readOnce: (read: Day) => `GreatFire 的資料只在${day(read)}讀取過一次，不反映此後的情況。`,
  },

  card: { label: "Wallsight 對此連結的說明", more: "查看更多" },

  page: {
    title: "Wallsight",
    asking: "正在查詢……",
    evidence: "證據",
    unknown: "尚不清楚之處",
    rule: "規則",
    otherRules: (others: number) => ` 等 ${count(others + 1)} 條規則`,
    test: "受測網域",
    lists: (date: Day) => `最新清單：${day(date)}`,
    preparing: "正在準備清單。",
    preparingText: "安裝或更新後會進行一次，需要幾秒鐘。",
    notes: {
      repaired: "已儲存的清單曾損壞，現已重新產生。",
      "left-out": "Wallsight 內建的一份清單已損壞，未予使用。重新安裝 Wallsight 即可恢復。",
      earlier: "此版本的清單已損壞，現由前一版本的清單作答。",
      "not-stored": "瀏覽器不為 Wallsight 保存任何內容，因此每次啟動都要重新產生清單。",
    },
    paused: "Wallsight 在此網站已暫停。",
    failed: "Wallsight 未能回答。",
    failedText: "關閉此視窗後重新開啟，也許能解決問題。原因如下：",
    unseen: "Wallsight 看不到此頁面。",
    unseenReasons: [
      "此頁面可能在安裝或更新 Wallsight 之前就已開啟。請重新載入頁面，再開啟此視窗。",
      "瀏覽器不允許任何擴充功能存取某些頁面：瀏覽器自身的頁面、擴充功能商店和部分檢視器。",
      "您可能在瀏覽器的擴充功能設定中關閉了 Wallsight 對此網站的存取權限。",
    ],
  },
};
