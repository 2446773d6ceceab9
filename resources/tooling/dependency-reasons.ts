/** Dependencies of package.json without a line of reason in `resources/docs/dependencies.md`, and lines without a dependency. Pure. */
export function reasonProblems(packageJson: string, document: string): string[] {
  const manifest = JSON.parse(packageJson) as {
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
  };
  const named = new Map<string, string>();
  for (const match of document.matchAll(/^\| `([^`]+)` \| ([^|]*) \|/gm)) {
    named.set(match[1] ?? '', (match[2] ?? '').trim());
  }
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  const problems: string[] = [];
  for (const [name, version] of Object.entries(wanted)) {
    if ((named.get(name) ?? '').length < 15)
      problems.push(`${name} has no reason in resources/docs/dependencies.md`);
    if (!/^\d+\.\d+\.\d+$/.test(version)) problems.push(`${name} is not pinned exactly: ${version}`);
  }
  for (const name of named.keys()) {
    if (!Object.hasOwn(wanted, name))
      problems.push(`resources/docs/dependencies.md explains ${name}, which is not used`);
  }
  return problems;
}
