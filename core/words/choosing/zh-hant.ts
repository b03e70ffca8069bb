// Chinese in traditional characters, for the pages on which a reader chooses.

import type { ChoosingWords } from "./en.ts";

export const choosingZhHant: ChoosingWords = {
  welcome: {
    title: "中國大陸看不到的內容",
    lines: [
      "工具列上的圖示顯示對您所在網站的已知情況。",
      "點一下圖示，可以看到始於何時、依據誰的證據、用何種技術，以及報導的原因。",
      "還會列出此頁面上在那裡會失敗的連結和部分。",
      "結論不超出證據：誰在哪些日子列入或測量過，以及什麼無人測試過。",
      "一切都在 Wallsight 內建的清單中查詢，任何內容都不會離開您的瀏覽器。",
    ],
    asks: "在您開啟之前是關閉的",
    pin: "若看不到圖示，請點一下工具列上的拼圖形按鈕尋找。",
    options: "所有選項",
    later: "這些隨時都可以在選項中變更。",
  },
  options: {
    title: "選項",
    saved: "已儲存。",
    failed: "未能儲存",
    wasReset: "一切已恢復原狀。",
  },
  marks: {
    title: "頁面上的連結",
    on: "標記通往牆後的連結",
    seen: "頁面能看到這些標記，因而可能得知您在使用 Wallsight。",
    count: "在工具列圖示上顯示其數目",
    timed: "為了計數，Wallsight 會讀取您開啟的每個頁面的連結；頁面可能測出所用的時間。",
    style: "連結的標記方式",
    styles: { underline: "底線", tint: "底色", sign: "小圖示" },
    example: "文中的連結",
    kinds: "標記哪些連結",
    kindNames: {
      blocked: "遭到封鎖",
      doubted: "遭到封鎖，可信度低",
      partly: "本身不相符，但網站的其他部分遭到封鎖",
      refused: "服務本身拒絕來自中國大陸的訪客",
    },
  },
  words: {
    title: "遭封鎖的詞語",
    question: "何時在頁面中尋找中國平台封鎖的詞語",
    asked: "僅在我要求時",
    always: "在每個頁面上",
  },
  sites: {
    title: "網站",
    unmarked: "在以下網站不標記連結",
    paused: "在以下網站暫停 Wallsight",
    none: "沒有網站",
    remove: "移除",
    removeSite: (host) => `移除 ${host}`,
    kept: "這些名稱只保存在本瀏覽器中。",
  },
  look: {
    title: "語言與外觀",
    theme: "淺色或深色",
    themes: { system: "與系統一致", light: "淺色", dark: "深色" },
  },
  lists: {
    title: "作答的清單",
    kinds: { list: "清單", measurement: "測量", report: "報導", context: "背景資料，從不作為證據" },
    contexts: {
      services: "名稱屬於哪項服務",
      categories: "名稱屬於哪個類別",
      "cn-services": "在中國境內營運的服務",
    },
    terms: "條款",
    span: (from, to) => (from === to ? from : `${from}至${to}`),
    none: "目前無法讀取清單。",
  },
  privacy: {
    title: "無痕視窗",
    text: "若瀏覽器允許 Wallsight 在無痕視窗中執行，它在那裡照常作答，但不保存任何內容：不保存網站名稱，因此也不能按網站暫停或取消標記。",
    stored: "在其他視窗中，它保存清單和您在此頁所作的選擇，不保存任何歷史記錄。",
  },
  file: {
    title: "將這些設定存為檔案",
    save: "存為檔案",
    open: "從檔案讀取",
    opened: "已從檔案讀取設定。",
    leftOut: (names) => `無法讀取的部分未予採用：${names}。`,
    refused: {
      tooLarge: "此檔案過大，不會是 Wallsight 的設定。",
      notJson: "此檔案不是 JSON。",
      foreign: "此檔案中沒有 Wallsight 的設定。",
      newer: "此檔案由另一版本的 Wallsight 寫成，本版本無法讀取。",
      unreadable: "此檔案中沒有可以讀取的設定。",
    },
    sites: "檔案中含有上面所列網站的名稱。",
    reset: "全部重設",
    sure: "這會撤銷此頁上的所有選擇。",
    resetSure: "重設",
  },
};
