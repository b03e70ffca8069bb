// Pages with suppressed words, plain and hostile, on real host names.

import type { Pages } from "../../tools/browsers/loopback.ts";

const article = `<!doctype html><html lang="zh"><title>習近平與六四</title>
<style>h1 { color: blue }</style><script>const hidden = "法轮功";</script>
<h1>天安门广场的六四</h1>
<p>正文：<b>法</b><i>轮功</i>学员，<span hidden>坦克人</span>falun
gong。</p><div style="display:none">刘晓波</div><noscript>达赖喇嘛</noscript>
<p>第一段末尾是刘晓</p><p>波浪</p>
<div id="host"></div><script>
document.getElementById("host").attachShadow({ mode: "open" }).innerHTML = "<p>影子里的<em>茉莉花</em>革命</p>";
</script>`;

/** Whatever a page can put in our way: names that shadow the browser's own, prototypes that throw, changed text. */
const hostile = `<!doctype html><title>習近平</title>
<form name="title"></form><img name="querySelector"><img name="createTreeWalker"><form name="body"></form>
<form><input name="firstChild"><input name="nextSibling"><input name="textContent"><input name="localName">
<input name="nodeType"><input name="shadowRoot"><p>法轮功在此</p></form>
<p>\u202e\u0000RTL 六四\ud800 <img src=x onerror="window.ran = true">&lt;img src=x onerror=alert(1)&gt;习近平</p>
<script>
Node.prototype.getRootNode = Element.prototype.checkVisibility = Array.prototype.map = String.prototype.slice = () => { throw new Error("ours"); };
Object.freeze(Object.prototype);
</script>`;

/** A term over every kind of line's end, and over what ends none. */
const lines = `<!doctype html><title>lines</title><style>.flex{display:flex} .grid{display:grid} .block span{display:block}
.box span{display:inline-block}</style><h1>学习<br>近代史</h1>
<nav class="flex"><a>学习</a><a>近代史</a></nav><div class="grid"><span>学习</span><span>近代史</span></div>
<div class="block"><span>学习</span><span>近代史</span></div><div class="box"><span>学习</span><span>近代史</span></div>
<div>学习<img alt="">近代史</div><div>学习<hr>近代史</div><div>学习<input>近代史</div>
<div>学习<select><option>x</option></select>近代史</div><div>学习<p></p>近代史</div><div>学习<b>x<br></b>近代史</div>
<pre>学习\n近代史</pre><pre><b>学习</b>\n<b>近代史</b></pre><div style="white-space:pre-line">学习\n近代史</div>
<div>学习<p style="visibility:hidden">x</p>近代史</div>
<div id="slots">轮功</div><script>
document.getElementById("slots").attachShadow({ mode: "open" }).innerHTML = "<b>法</b><slot></slot>";
</script>
<main><div><b>茉</b><i>莉<u>花</u></i></div><div>茉<wbr>莉<span hidden>x</span>花<input type="hidden"></div>
<ruby>茉<rp>(</rp><rt>mo</rt><rp>)</rp>莉<rt>li</rt>花<rt>hua</rt></ruby>
<div>茉<script></script>莉<style></style><b style="display:contents">花</b></div></main>`;

/** Text that nobody sees, and the headline behind two that are none. */
const hidden = `<!doctype html><title>hidden</title><style>h1 style { display: none }</style>
<h1 style="display:none">天安门</h1><h1><img alt=""><style>h1 { color: red }</style></h1>
<h1>头条<style>h1 { color: blue }</style></h1><h1>另一</h1>
<details>合起<summary>摘要</summary>合上<b>坦克</b></details><details open><summary>开</summary>敞开</details>
<p style="opacity:0">透明<b>达赖</b></p><div style="opacity:0"><p>淡出</p></div>
<div id="bare">多余<b>更多</b></div><div id="slotted">放入<b slot="none">落空</b></div><script>
document.getElementById("bare").attachShadow({ mode: "open" }).innerHTML = "<p>影子</p>";
document.getElementById("slotted").attachShadow({ mode: "open" }).innerHTML = "<p>框<slot>备用<i>备份</i></slot></p>";
</script>`;

/** Text nodes that a test writes anew. */
const changing = `<!doctype html><title>changing</title><p id="early">坦克人在此</p><p><b id="late">法</b><i>轮功</i></p>
<p>茉莉花</p>`;

const long = `<!doctype html><title>long</title><p>${"中国的经济增长，".repeat(130_000)}法轮功</p>`;

export const wordsPages: Pages = (url) => {
  if (url.pathname === "/hostile") return hostile;
  if (url.pathname === "/changing") return changing;
  if (url.pathname === "/hidden") return hidden;
  if (url.pathname === "/lines") return lines;
  if (url.pathname === "/long") return long;
  if (url.pathname === "/plain") return "<!doctype html><title>Weather</title><h1>Weather</h1><p>It rains.</p>";
  return article;
};
