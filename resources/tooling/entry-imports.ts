/** What the bundler tells of a chunk it wrote. */
export interface Chunk {
  readonly fileName: string;
  /** Source files in it. */
  readonly moduleIds: readonly string[];
  readonly isEntry: boolean;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/**
 * Chunks that load a source which does its work when it is loaded (the entry of a thread) although they are not its
 * entry: that work would then run in the wrong place.
 *
 * @param acting absolute paths of such sources
 * @returns `<chunk> loads <source>`, one line each. Pure.
 */
export function entryImports(chunks: readonly Chunk[], acting: readonly string[]): string[] {
  const problems: string[] = [];
  for (const source of acting) {
    const holder = chunks.find((chunk) => chunk.moduleIds.includes(source))?.fileName;
    for (const chunk of chunks) {
      const loads = [...chunk.imports, ...chunk.dynamicImports].some((imported) => imported === holder);
      if (loads && chunk.facadeModuleId !== source) problems.push(`${chunk.fileName} loads ${source}`);
    }
  }
  return problems;
}
