/** A kernel module on disk by the name the kernel knows it by: `-` in a file name is `_` there. */
export function moduleName(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.ko(\.(xz|zst|gz))?$/, '').replaceAll('-', '_');
}

/** Names after `depends=` in a module's `.modinfo` section; empty when it stands alone. Pure. */
export function dependenciesOf(module: Uint8Array): string[] {
  const text = Buffer.from(module.buffer, module.byteOffset, module.byteLength).toString('latin1');
  const list = /\0depends=([^\0]*)\0/.exec(text)?.[1] ?? '';
  return list
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('-', '_'));
}

/**
 * The wanted modules with all they need, each after what it needs. A name that is not a file is taken as built into the
 * kernel and left out. Pure but for `dependencies`.
 *
 * @throws Error when a module is wanted by name and neither there nor in `builtIn`
 */
export function loadingOrder(
  wanted: readonly string[],
  present: ReadonlySet<string>,
  builtIn: ReadonlySet<string>,
  dependencies: (name: string) => readonly string[],
): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || builtIn.has(name)) return;
    seen.add(name);
    if (!present.has(name)) throw new Error(`this kernel has no module ${name}`);
    for (const needed of dependencies(name)) visit(needed);
    order.push(name);
  };
  for (const name of wanted) visit(name);
  return order;
}
