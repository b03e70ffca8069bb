// Chinese in traditional characters, for what is on the page in the tab.

import { formats } from "../formats.ts";
import type { OnPageWords } from "./en.ts";

const { count } = formats("zh-Hant-TW");

export const onPageZhHant: OnPageWords = {
  title: "此頁面上",
  rated: (status, sure) => `${status}，${sure}`,
  sure: { high: "可信度高", medium: "可信度中等", low: "可信度低" },
  signs: {
    blocked: "遭到封鎖",
    doubted: "遭到封鎖，存疑",
    refused: "拒絕訪客",
    partly: "其他部分遭到封鎖",
    regional: "只見河南切斷",
  },
  links: {
    title: "連結",
    found: (links, hosts) => `${count(links)} 個連結通往 ${count(hosts)} 個有封鎖或拒絕證據的主機。`,
    none: "此處沒有連結通往其他有封鎖或拒絕證據的主機。",
    others: (hosts) => `對另外 ${count(hosts)} 個主機，我們的清單沒有這類證據，但這並不證明可以連上。`,
    count: (links) => `${count(links)} 個連結`,
    matched: (matched, looked) => `在此主機上查詢的 ${count(looked)} 個網址中，有 ${count(matched)} 個如此。`,
    examples: "此頁面上的網址",
  },
  parts: {
    title: "在中國會載入失敗的部分",
    found: (hosts) =>
      `此頁面從 ${count(hosts)} 個有封鎖或拒絕證據的主機載入內容。在中國大陸，對它們的請求會失敗或停滯。這是依據對這些名稱的證據得出的，此頁面本身未在當地測試。`,
    none: "此頁面沒有任何部分來自其他有封鎖或拒絕證據的主機。",
    unproven: (hosts) => `來自 ${count(hosts)} 個主機的部分：沒有任何一方面的證據，但這並不證明可以載入。`,
    working: (hosts) => `來自 ${count(hosts)} 個主機的部分：有清單稱其可用，或其在中國大陸營運。`,
    kinds: {
      script: (number) => `${count(number)} 個指令碼`,
      style: (number) => `${count(number)} 個樣式表`,
      font: (number) => `${count(number)} 個字型`,
      frame: (number) => `${count(number)} 個嵌入頁面`,
      data: (number) => `${count(number)} 個資料請求`,
      image: (number) => `${count(number)} 張圖片`,
      media: (number) => `${count(number)} 個音訊或影片`,
      other: (number) => `${count(number)} 個其他部分`,
    },
    breaks: {
      script: "這段程式碼的功能會缺失。若頁面要等待它，其餘內容要到請求失敗或逾時之後才會出現。",
      style: "頁面會缺少這些樣式，並可能在請求失敗或逾時之前一直空白。",
      font: "文字可能有幾秒鐘不可見，隨後以另一種字型顯示。",
      frame: "嵌入的頁面會是空白，或顯示錯誤。",
      data: "頁面在此取得或傳送的資料無法送達。",
      image: "圖片會缺失。",
      media: "音訊或影片無法播放。",
      other: "這一部分會缺失。",
    },
    refuses: "該服務本身拒絕來自中國大陸的訪客；對這一部分是否也如此，尚不清楚。",
  },
  more: (hosts) => `另外 ${count(hosts)} 個主機`,
  moreAddresses: (addresses) => `另有 ${count(addresses)} 個網址`,
  moreAddressesAtLeast: (addresses) => `至少另有 ${count(addresses)} 個網址`,
  cut: "此頁面非常大，只查看了前面的部分。",
  unseen: "無法讀取此頁面上的內容。",
  save: { title: "儲存此清單", csv: "存為 CSV", json: "存為 JSON" },
  marks: {
    here: "在此網站標記連結",
    off: "目前不在頁面上標記連結。頁面能看到這些標記，因而可能得知您在使用 Wallsight。",
    turnOn: "標記連結",
  },
};
