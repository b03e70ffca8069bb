// Traditional Chinese, for the larger story: loaded when it is told.

import type { ContextWords } from "./en.ts";

export const contextZhHant: ContextWords = {
  title: "更大的背景",
  page: "網路主權與對等",
  all: "閱讀全部",
  reciprocity: "對等：誰可以在哪裡經營",
  sovereignty: "網路主權：1994 年以來的大事",
  abroad: "延伸到境外的審查",
  figures: "數字",
  words: "詞彙",
  claims: "本專案緣起的那篇文章",
  methods: "技術與測量",
  sector: (name: string) => name,
  foreign: "外國服務在中國大陸的處境",
  chinese: "中國的服務，以及它們在境外可以做什麼",
  actor: "行動者（就目前所知）",
  claimed: "文章稱",
  article:
    "Bradley A. Thayer 與韓連潮：《Use Trade to Advance Internet Freedom in China》（以貿易推進中國的網路自由），RealClearDefense，2019 年 5 月 4 日。這是一篇主張採取貿易措施的評論，其說法已逐條查核。",
  positions:
    "中國政府認為，對本國領土上的網路進行管理屬於主權範圍。美國等國則認為，封鎖構成貿易壁壘，也妨礙言論自由。各方立場均按其本身的表述轉述。",
  finding: {
    confirmed: "已證實",
    corrected: "證實，但有更正",
    "in-part": "部分證實",
    reported: "僅一個來源報導",
    unverified: "未經獨立查證",
    opinion: "屬於觀點",
  },
  unconfirmed: (day: string) =>
    `自${day}起未能確認這些是最新的清單：它們可能在途中遭到扣留，也可能是本機的時鐘有誤。它們會繼續作答。`,
  search: "在這些文字中尋找",
  found: (count: number) => `${count} 則`,
};
