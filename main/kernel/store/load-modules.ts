import type { DomainModule } from '../module.ts';

/** Imports the list of domains; handlers are functions and cannot be sent to a worker, so each thread imports its own. */
export async function loadModules(url: string): Promise<readonly DomainModule[]> {
  const loaded: unknown = await import(url);
  const list =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
  if (!Array.isArray(list)) throw new TypeError(`${url} has no list of domains as its default export`);
  return list as readonly DomainModule[];
}
