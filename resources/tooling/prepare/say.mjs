/**
 * Set-up speaks on standard error only: `npm run tool` prints JSON Lines on standard output and nothing may mix with it.
 * Every line is Chinese first, English second.
 */
export function say(chinese, english) {
  process.stderr.write(`[准备 setup] ${chinese} / ${english}\n`);
}

export class SetupError extends Error {
  constructor(chinese, english, detail = '') {
    super(english);
    this.name = 'SetupError';
    this.chinese = chinese;
    this.detail = detail;
  }
}
