// Chinese in simplified characters, for the pages on which a reader chooses.

import type { ChoosingWords } from "./en.ts";

export const choosingZhHans: ChoosingWords = {
  welcome: {
    title: "中国大陆看不到的内容",
    lines: [
      "工具栏上的图标显示对您所在网站的已知情况。",
      "点击图标，可以看到始于何时、依据谁的证据、用何种技术，以及报道的原因。",
      "还会列出此页面上在那里会失败的链接和部分。",
      "结论不超出证据：谁在哪些日子列入或测量过，以及什么无人测试过。",
      "一切都在 Wallsight 自带的列表中查询，任何内容都不会离开您的浏览器。",
    ],
    asks: "在您开启之前是关闭的",
    pin: "若看不到图标，请点击工具栏上的拼图形按钮查找。",
    options: "所有选项",
    later: "这些随时都可以在选项中更改。",
  },
  options: {
    title: "选项",
    saved: "已保存。",
    failed: "未能保存",
    wasReset: "一切已恢复原状。",
  },
  marks: {
    title: "页面上的链接",
    on: "标记通往墙后的链接",
    seen: "页面能看到这些标记，因而可能得知您在使用 Wallsight。",
    count: "在工具栏图标上显示其数目",
    timed: "为了计数，Wallsight 会读取您打开的每个页面的链接；页面可能测出所用的时间。",
    style: "链接的标记方式",
    styles: { underline: "下划线", tint: "底色", sign: "小图标" },
    example: "文中的链接",
    kinds: "标记哪些链接",
    kindNames: {
      blocked: "被封锁",
      doubted: "被封锁，可信度低",
      partly: "本身不相符，但网站的其他部分被封锁",
      refused: "服务自行拒绝来自中国大陆的访客",
    },
  },
  words: {
    title: "被屏蔽的词语",
    question: "何时在页面中查找中国平台屏蔽的词语",
    asked: "仅在我要求时",
    always: "在每个页面上",
  },
  sites: {
    title: "网站",
    unmarked: "在以下网站不标记链接",
    paused: "在以下网站暂停 Wallsight",
    none: "没有网站",
    remove: "移除",
    removeSite: (host) => `移除 ${host}`,
    kept: "这些名称只保存在本浏览器中。",
  },
  look: {
    title: "语言与外观",
    theme: "浅色或深色",
    themes: { system: "与系统一致", light: "浅色", dark: "深色" },
  },
  lists: {
    title: "作答的列表",
    kinds: { list: "列表", measurement: "测量", report: "报道", context: "背景资料，从不作为证据" },
    contexts: {
      services: "名称属于哪项服务",
      categories: "名称属于哪个类别",
      "cn-services": "在中国境内运营的服务",
    },
    terms: "条款",
    span: (from, to) => (from === to ? from : `${from}至${to}`),
    none: "目前无法读取列表。",
  },
  privacy: {
    title: "无痕窗口",
    text: "若浏览器允许 Wallsight 在无痕窗口中运行，它在那里照常作答，但不保存任何内容：不保存网站名称，因此也不能按网站暂停或取消标记。",
    stored: "在其他窗口中，它保存列表和您在此页所作的选择，不保存任何历史记录。",
  },
  file: {
    title: "将这些设置存为文件",
    save: "存为文件",
    open: "从文件读取",
    opened: "已从文件读取设置。",
    leftOut: (names) => `无法读取的部分未予采用：${names}。`,
    refused: {
      tooLarge: "此文件过大，不会是 Wallsight 的设置。",
      notJson: "此文件不是 JSON。",
      foreign: "此文件中没有 Wallsight 的设置。",
      newer: "此文件由另一版本的 Wallsight 写成，本版本无法读取。",
      unreadable: "此文件中没有可以读取的设置。",
    },
    sites: "文件中含有上面所列网站的名称。",
    reset: "全部重置",
    sure: "这会撤销此页上的所有选择。",
    resetSure: "重置",
  },
};
