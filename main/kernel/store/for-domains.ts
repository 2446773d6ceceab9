import type { Store } from './store.ts';
import type { DomainMap } from './typed-names.ts';

/**
 * The same store, seen by somebody who knows fewer domains. Names, inputs and outputs of the part are those of the whole;
 * TypeScript cannot relate two generic methods to each other, so the one cast stands here.
 */
export function forDomains<Part extends DomainMap>() {
  return <Whole extends Part>(store: Store<Whole>): Store<Part> => store as unknown as Store<Part>;
}
