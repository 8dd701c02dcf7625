// The templates are compiled in the browser. An application of the Angular CLI does without this line.
import "@angular/compiler";
import { bootstrapApplication } from "@angular/platform-browser";
import { App } from "./app";

bootstrapApplication(App).catch((failure) => console.error(failure));
