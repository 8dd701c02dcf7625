export default {
  "skip": "Skip to the content",
  "contents": "Contents",
  "search": "Search",
  "search.hint": "Search: press /",
  "search.found": "Found: {n}",
  "search.nothing": "Nothing found. Try fewer or other words.",
  "search.none": "",
  "neighbours": "Next to this page",
  "before": "Previous",
  "after": "Next",
};
