export type TrainingScript = Record<string, unknown>[];

/** Steps typed or read from a file: a JSON array, or one object a line as the service tool takes; undefined = none. Pure. */
export function readTrainingScript(text: string): TrainingScript | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  try {
    const values: unknown[] = trimmed.startsWith('[')
      ? arrayOf(JSON.parse(trimmed))
      : trimmed.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));
    return values.every(isStep) ? values : undefined;
  } catch {
    return undefined;
  }
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isStep(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
