// The widget and the playground in Firefox, over WebDriver BiDi: what every engine has to do alike. `./test engines`.
import "./scenarios.mjs";
import "./person.mjs";
import "./keyboard.mjs";
import "./tabs.mjs";
import "./pages.mjs";
import "./playground.mjs";
