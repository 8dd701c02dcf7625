import type { BrowserContext, Route } from "@playwright/test";
import type { Addresses } from "../emulator.js";
import { call, textOf } from "../http.js";

const CDN = /^https:\/\/cdn\.belvo\.io\//;

/** Hands the emulator's files to pages that ask Belvo's address, and notes why the widget's script did not come. */
export async function answerCdn(context: BrowserContext, emulator: Addresses): Promise<string[]> {
  const troubles: string[] = [];
  const origin = new URL(emulator.widgetUrl).origin;
  await context.route(CDN, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const trouble = await answer(route, `${origin}${pathname}${search}`);
    if (trouble) troubles.push(trouble);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (/belvo-widget/.test(request.url()) && !/ABORTED/.test(why)) {
      troubles.push(`the widget's script did not load from ${request.url()} (${why}); the emulator of this worker is at ${origin}`);
    }
  });
  return troubles;
}

async function answer(route: Route, url: string): Promise<string | null> {
  try {
    const found = await call(url);
    const headers = { "access-control-allow-origin": "*", "content-type": found.type };
    await route.fulfill({ status: found.status, headers, body: await textOf(found) });
    return null;
  } catch (why) {
    await route.abort();
    return (why as Error).message;
  }
}
