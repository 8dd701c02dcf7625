// The docs: blocks that can be copied, and a search. All else is there without a script.
import { copyButton, find } from "../pages/dom.js";
import { changeLanguage } from "../pages/texts.js";
import { search } from "./search.js";

// Of a transcript the commands, without what they print.
function commands(text) {
  const typed = text.split("\n").filter((line) => line.startsWith("$ "));
  return typed.map((line) => line.slice(2)).join("\n");
}

function copied(block) {
  const text = block.querySelector("code").textContent;
  return block.dataset.language === "console" ? commands(text) : text;
}

// Who has no keyboard at hand is told of no key.
if (matchMedia("(pointer: coarse)").matches) find("words").dataset.hint = "search";
await changeLanguage(document.documentElement.lang);
for (const block of document.querySelectorAll(".block")) block.append(copyButton(() => copied(block)));
search(find("words"), find("contents"));
document.documentElement.dataset.ready = "";
