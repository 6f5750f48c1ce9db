import type { Clock } from './clock.ts';

/** Lets a test's clock run with the real one, `speed` times as fast, until the returned function is called. */
export function letRun(clock: Clock, speed = 1): () => void {
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    clock.advance((now - last) * speed);
    last = now;
  };
  const timer = setInterval(tick, 20);
  return () => clearInterval(timer);
}
