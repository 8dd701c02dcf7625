import { Component, EventEmitter, type OnInit, Output } from "@angular/core";

const SCRIPT = "http://127.0.0.1:2358/belvo-widget-1-stable.js";
const TOKEN = "http://127.0.0.1:3001/auth/token";

export type Connected = { link: string; institution: string };
export type BelvoEvent = {
  eventName: string;
  meta_data: { page?: string; error_code?: string; warning_code?: string };
};

type Config = {
  locale: string;
  callback: (link: string, institution: string) => void;
  onExit: (data: object) => void;
  onEvent: (data: BelvoEvent) => void;
};

declare global {
  interface Window {
    belvoSDK: { createWidget(token: string, config: Config): { build(): void } };
  }
}

@Component({
  selector: "app-belvo",
  template: `<div id="belvo"></div>`,
})
export class Belvo implements OnInit {
  @Output() success = new EventEmitter<Connected>();
  @Output() exit = new EventEmitter<object>();
  @Output() event = new EventEmitter<BelvoEvent>();

  ngOnInit() {
    this.loadScript(() => this.createWidget());
  }

  loadScript(onload: () => void) {
    const script = document.createElement("script");
    script.type = "text/javascript";
    script.async = true;
    script.src = SCRIPT;
    script.onload = onload;
    document.head.appendChild(script);
  }

  async createWidget() {
    const response = await fetch(TOKEN);
    const { access } = await response.json();
    const config: Config = {
      locale: "en",
      callback: (link, institution) => this.success.emit({ link, institution }),
      onExit: (data) => this.exit.emit(data),
      onEvent: (data) => this.event.emit(data),
    };
    window.belvoSDK.createWidget(access, config).build();
  }
}
