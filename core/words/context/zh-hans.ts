// Simplified Chinese, for the larger story: loaded when it is told.

import type { ContextWords } from "./en.ts";

export const contextZhHans: ContextWords = {
  title: "更大的背景",
  page: "网络主权与对等",
  all: "阅读全部",
  reciprocity: "对等：谁可以在哪里经营",
  sovereignty: "网络主权：1994 年以来的大事",
  abroad: "延伸到境外的审查",
  figures: "数字",
  words: "词汇",
  claims: "本项目缘起的那篇文章",
  methods: "技术与测量",
  sector: (name: string) => name,
  foreign: "外国服务在中国大陆的处境",
  chinese: "中国的服务，以及它们在境外可以做什么",
  actor: "行动者（就目前所知）",
  claimed: "文章称",
  article:
    "Bradley A. Thayer 与韩连潮：《Use Trade to Advance Internet Freedom in China》（以贸易推进中国的互联网自由），RealClearDefense，2019 年 5 月 4 日。这是一篇主张采取贸易措施的评论，其说法已逐条核对。",
  positions:
    "中国政府认为，对本国领土上的网络进行管理属于主权范围。美国等国则认为，封锁构成贸易壁垒，也妨碍言论自由。各方立场均按其本身的表述转述。",
  finding: {
    confirmed: "已证实",
    corrected: "证实，但有更正",
    "in-part": "部分证实",
    reported: "仅一个来源报道",
    unverified: "未经独立核实",
    opinion: "属于观点",
  },
  unconfirmed: (day: string) =>
    `自${day}起未能确认这些是最新的列表：它们可能在途中被扣留，也可能是本机的时钟有误。它们会继续作答。`,
  search: "在这些文字中查找",
  found: (count: number) => `${count} 条`,
};
