/**
 * Bundles that import the entry of a process or thread: loading them would run that process's work in another one.
 *
 * @param bundles text by file name
 * @param entries file names of entries
 * @returns `<bundle> imports <entry>`, one line each. Pure.
 */
export function entryImports(bundles: ReadonlyMap<string, string>, entries: readonly string[]): string[] {
  const problems: string[] = [];
  for (const [name, text] of bundles) {
    for (const [, imported] of text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']\.\/([^"']+)["']/g)) {
      if (imported !== undefined && imported !== name && entries.includes(imported)) {
        problems.push(`${name} imports ${imported}`);
      }
    }
  }
  return problems;
}
