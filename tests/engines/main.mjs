// The widget and the playground in the engine that ENGINE names: what each has to do alike. `./test firefox webkit`.
import "./scenarios.mjs";
import "./person.mjs";
import "./keyboard.mjs";
import "./tabs.mjs";
import "./pages.mjs";
import "./playground.mjs";
