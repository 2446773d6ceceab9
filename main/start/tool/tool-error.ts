export type ToolErrorCode =
  /** The command line makes no sense: exit 2 with the usage. */
  | 'tool.usage'
  /** Nobody reads the output any more (`| head`): the command ends quietly. */
  | 'output.closed'
  | 'output.failed'
  | 'input.unreadable'
  | 'input.too_large'
  | 'input.line_too_long'
  | 'input.not_hex'
  | 'input.odd_digits'
  | 'input.not_utf8'
  | 'input.not_json'
  | 'input.not_a_script'
  | 'merkle.malformed'
  | 'benchmark.failed';

/** Code of a part that hands its refusals back as values, as the replay of gate traces does. */
type PassedOn = string & {};

/** Where in the input: an offset in bytes, a line from 1, or the name of a file or field. */
export type Place = number | string | null;

/** What the tool itself refuses; what its parts refuse keeps the code of the part. */
export class ToolError extends Error {
  readonly code: string;
  readonly at: Place;

  constructor(code: ToolErrorCode | PassedOn, message: string, at: Place = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ToolError';
    this.code = code;
    this.at = at;
  }
}

export function wrongUsage(problem: string): ToolError {
  return new ToolError('tool.usage', problem);
}

/** The error object of exit code 1 (service-tool.md, second paragraph). */
export interface RefusalLine {
  readonly error: { readonly code: string; readonly message: string; readonly at: Place };
}

/** Undefined for an error without a code: that is a mistake in a program and not a refusal of an input. */
export function refusalLine(error: unknown): RefusalLine | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const detail = 'detail' in error && isObject(error.detail) ? error.detail : {};
  const at = 'at' in error ? place(error.at) : place(detail['at'] ?? detail['offset'] ?? detail['field']);
  return { error: { code: error.code, message: sentence(error.message, error.code, detail), at } };
}

/** A `Refusal` has its code for a message, since its words stand in the translations: the values then say which. */
function sentence(message: string, code: string, detail: Readonly<Record<string, unknown>>): string {
  if (message !== code) return message;
  const values = Object.entries(detail).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return values.length === 0 ? code : `${code}: ${values.join(', ')}`;
}

function place(value: unknown): Place {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
