/** Words under a field, by the field's name; a name that is absent is in order. */
export type Problems<Values> = Partial<Record<keyof Values & string, string>>;

/** Which problems a person sees: those of fields already left, and all once sending was tried. Pure. */
export function visibleProblems<Values>(
  problems: Problems<Values>,
  left: ReadonlySet<string>,
  tried: boolean,
): Problems<Values> {
  const seen: Problems<Values> = {};
  for (const name of Object.keys(problems) as (keyof Values & string)[]) {
    const words = problems[name];
    if (words !== undefined && (tried || left.has(name))) seen[name] = words;
  }
  return seen;
}

export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A draft of the same shape laid over the initial values; fields the form no longer has are dropped. */
export function readDraft<Values extends object>(
  storage: DraftStorage,
  key: string,
  initial: Values,
): Values {
  let stored: unknown;
  try {
    stored = JSON.parse(storage.getItem(draftKey(key)) ?? 'null');
  } catch {
    return initial;
  }
  if (typeof stored !== 'object' || stored === null) return initial;
  const values = { ...initial };
  for (const name of Object.keys(initial)) {
    if (Object.hasOwn(stored, name)) Reflect.set(values, name, Reflect.get(stored, name));
  }
  return values;
}

/** Keeps the draft without the secret fields; a full storage is no reason to disturb typing. */
export function writeDraft<Values extends object>(
  storage: DraftStorage,
  key: string,
  values: Values,
  secret: readonly string[] = [],
): void {
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !secret.includes(name)));
  try {
    storage.setItem(draftKey(key), JSON.stringify(kept));
  } catch {
    // The draft is a convenience; the form itself still holds what was typed.
  }
}

export function dropDraft(storage: DraftStorage, key: string): void {
  storage.removeItem(draftKey(key));
}

function draftKey(key: string): string {
  return `draft:${key}`;
}
