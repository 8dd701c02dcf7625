// Where a reader of the README saves it.
export * from "../../assets/widget/belvo-widget.js";
