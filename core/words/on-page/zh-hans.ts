// Chinese in simplified characters, for what is on the page in the tab.

import { formats } from "../formats.ts";
import type { OnPageWords } from "./en.ts";

const { count } = formats("zh-Hans-CN");

export const onPageZhHans: OnPageWords = {
  title: "此页面上",
  rated: (status, sure) => `${status}，${sure}`,
  sure: { high: "可信度高", medium: "可信度中等", low: "可信度低" },
  signs: {
    blocked: "被封锁",
    doubted: "被封锁，存疑",
    refused: "拒绝访客",
    partly: "其他部分被封锁",
    regional: "只见河南切断",
  },
  links: {
    title: "链接",
    found: (links, hosts) => `${count(links)} 个链接通往 ${count(hosts)} 个有封锁或拒绝证据的主机。`,
    none: "此处没有链接通往其他有封锁或拒绝证据的主机。",
    others: (hosts) => `对另外 ${count(hosts)} 个主机，我们的列表没有这类证据，但这并不证明能够连上。`,
    count: (links) => `${count(links)} 个链接`,
    matched: (matched, looked) => `在此主机上查询的 ${count(looked)} 个网址中，有 ${count(matched)} 个如此。`,
    examples: "此页面上的网址",
  },
  parts: {
    title: "在中国会加载失败的部分",
    found: (hosts) =>
      `此页面从 ${count(hosts)} 个有封锁或拒绝证据的主机加载内容。在中国大陆，对它们的请求会失败或停滞。这是根据对这些名称的证据得出的，此页面本身未在当地测试。`,
    none: "此页面没有任何部分来自其他有封锁或拒绝证据的主机。",
    unproven: (hosts) => `来自 ${count(hosts)} 个主机的部分：没有任何一方面的证据，但这并不证明能够加载。`,
    working: (hosts) => `来自 ${count(hosts)} 个主机的部分：有列表称其可用，或其在中国大陆运营。`,
    kinds: {
      script: (number) => `${count(number)} 个脚本`,
      style: (number) => `${count(number)} 个样式表`,
      font: (number) => `${count(number)} 个字体`,
      frame: (number) => `${count(number)} 个嵌入页面`,
      data: (number) => `${count(number)} 个数据请求`,
      image: (number) => `${count(number)} 张图片`,
      media: (number) => `${count(number)} 个音频或视频`,
      other: (number) => `${count(number)} 个其他部分`,
    },
    breaks: {
      script: "这段代码的功能会缺失。若页面要等待它，其余内容要到请求失败或超时之后才会出现。",
      style: "页面会缺少这些样式，并可能在请求失败或超时之前一直空白。",
      font: "文字可能有几秒钟不可见，随后以另一种字体显示。",
      frame: "嵌入的页面会是空白，或显示错误。",
      data: "页面在此获取或发送的数据无法送达。",
      image: "图片会缺失。",
      media: "音频或视频无法播放。",
      other: "这一部分会缺失。",
    },
    refuses: "该服务自行拒绝来自中国大陆的访客；对这一部分是否也如此，尚不清楚。",
  },
  more: (hosts) => `另外 ${count(hosts)} 个主机`,
  moreAddresses: (addresses) => `另有 ${count(addresses)} 个网址`,
  moreAddressesAtLeast: (addresses) => `至少另有 ${count(addresses)} 个网址`,
  cut: "此页面非常大，只查看了前面的部分。",
  unseen: "无法读取此页面上的内容。",
  save: { title: "保存此清单", csv: "存为 CSV", json: "存为 JSON" },
  marks: {
    here: "在此网站标记链接",
    off: "目前不在页面上标记链接。页面能看到这些标记，因而可能得知您在使用 Wallsight。",
    turnOn: "标记链接",
  },
};
