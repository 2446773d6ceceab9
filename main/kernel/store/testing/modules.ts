import { counterDomain } from './counter-domain.ts';

export type TestDomains = { readonly counter: typeof counterDomain };

/** What a station's own modules file looks like: its default export is what the workers import. */
export default [counterDomain];
