// How long anything may take: a slow machine makes a test slow and not wrong.
export const PATIENCE = 30_000;

// What never comes would otherwise be waited for without a word.
export function patient(work, what) {
  const late = AbortSignal.timeout(PATIENCE);
  const patience = new Promise((_, failed) => {
    late.onabort = () => failed(new Error(`it did not come within ${PATIENCE} ms: ${what}`));
  });
  return Promise.race([work, patience]);
}
