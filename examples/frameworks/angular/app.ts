import { JsonPipe } from "@angular/common";
import { Component, signal } from "@angular/core";
import { Belvo, type BelvoEvent, type Connected } from "./belvo";

@Component({
  selector: "app-root",
  imports: [Belvo, JsonPipe],
  host: { "(window:hashchange)": "hash.set(here())" },
  template: `
    <main>
      <h1>Connect a bank: Angular</h1>
      <p><a href="#connect">Connect a bank</a></p>
      <div role="status">
        @if (connected(); as to) {
          <p>
            Connected <strong id="institution">{{ to.institution }}</strong> as link
            <code id="link">{{ to.link }}</code>
          </p>
        }
        @if (exit(); as data) {
          <p>Left without connecting:</p>
          <pre id="exit">{{ data | json }}</pre>
        }
      </div>
      <h2>Events</h2>
      <ol id="events">
        @for (event of events(); track $index) {
          <li>{{ told(event) }}</li>
        }
      </ol>
    </main>
    @if (hash() === "#connect") {
      <app-belvo (success)="onSuccess($event)" (exit)="onExit($event)" (event)="onEvent($event)" />
    }
  `,
})
export class App {
  hash = signal(location.hash);
  connected = signal<Connected | null>(null);
  exit = signal<object | null>(null);
  events = signal<BelvoEvent[]>([]);

  here() {
    return location.hash;
  }

  onSuccess(connected: Connected) {
    this.connected.set(connected);
    this.exit.set(null);
    location.hash = "";
  }

  onExit(data: object) {
    this.connected.set(null);
    this.exit.set(data);
    location.hash = "";
  }

  onEvent(event: BelvoEvent) {
    this.events.update((all) => [...all, event]);
  }

  told({ eventName, meta_data: { page, error_code, warning_code } }: BelvoEvent) {
    return `${eventName} ${page ?? error_code ?? warning_code}`;
  }
}
