const FIRST_MILLIS = 400;
const GREATEST_MILLIS = 15_000;

/**
 * How long to wait before the next attempt: doubling, at most 15 s, and half of it by chance, so
 * that thousands of widgets do not come back in the same instant after a restart.
 */
export class Backoff {
  private attempts = 0;

  constructor(private readonly chance: () => number = Math.random) {}

  nextMillis(): number {
    const whole = Math.min(GREATEST_MILLIS, FIRST_MILLIS * 2 ** Math.min(this.attempts, 10));
    this.attempts++;
    return Math.round(whole / 2 + (whole / 2) * this.chance());
  }

  reset(): void {
    this.attempts = 0;
  }
}
