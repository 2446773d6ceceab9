/** One line of the guest, JSON on its second serial port. */
export type GuestLine =
  | {
      readonly kind: 'check';
      readonly suite: string;
      readonly name: string;
      readonly outcome: 'passed' | 'failed' | 'skipped';
      readonly ms: number;
      readonly reason?: string;
    }
  | { readonly kind: 'suite'; readonly name: string; readonly checks: number }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'end'; readonly ms: number };

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** `undefined` for anything that is not a line of the guest (kernel messages, half lines). Pure. */
export function readGuestLine(text: string): GuestLine | undefined {
  if (!text.startsWith('{"kind":')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isGuestLine(value) ? value : undefined;
}

function isGuestLine(value: unknown): value is GuestLine {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const has = (field: string, type: 'string' | 'number'): boolean =>
    typeof Reflect.get(value, field) === type;
  switch (value.kind) {
    case 'check':
      return (
        has('suite', 'string') &&
        has('name', 'string') &&
        has('ms', 'number') &&
        ['passed', 'failed', 'skipped'].includes(String(Reflect.get(value, 'outcome')))
      );
    case 'suite':
      return has('name', 'string') && has('checks', 'number');
    case 'note':
      return has('text', 'string');
    case 'end':
      return has('ms', 'number');
    default:
      return false;
  }
}

/**
 * Counts what came, and what was announced but never came: a guest that hangs or dies in the middle of a suite must not look
 * like one with fewer checks.
 */
export class LabReport {
  readonly tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  ended = false;
  readonly #announced = new Map<string, number>();
  readonly #came = new Map<string, number>();

  /** The words for the screen; undefined for lines that say nothing to a person. */
  take(line: GuestLine): string | undefined {
    switch (line.kind) {
      case 'suite':
        this.#announced.set(line.name, line.checks);
        return `\n${line.name}`;
      case 'check':
        this.tally[line.outcome] += 1;
        this.#came.set(line.suite, (this.#came.get(line.suite) ?? 0) + 1);
        return `  ${line.outcome.padEnd(7)} ${line.name} (${line.ms} ms)${line.reason === undefined ? '' : `: ${line.reason}`}`;
      case 'note':
        return `  ${line.text}`;
      case 'end':
        this.ended = true;
        return undefined;
    }
  }

  /** Checks that were announced and never told; each counts as failed. */
  close(): string[] {
    const lost: string[] = [];
    for (const [suite, count] of this.#announced) {
      const missing = count - (this.#came.get(suite) ?? 0);
      if (missing <= 0) continue;
      this.tally.failed += missing;
      lost.push(`${suite}: ${missing} checks never ended`);
    }
    if (!this.ended && lost.length === 0) {
      this.tally.failed += 1;
      lost.push('the guest stopped before its end');
    }
    return lost;
  }

  get lastLine(): string {
    const { passed, failed, skipped } = this.tally;
    return `${passed} passed, ${failed} failed, ${skipped} skipped`;
  }
}
