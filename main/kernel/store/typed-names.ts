import type { DomainModule } from '../module.ts';

/**
 * Types for callers: `openStore<{ evidence: typeof evidence; identity: typeof identity }>(…)` knows the names, inputs and
 * outputs of all commands and queries. Without it names are plain strings and inputs unknown.
 */
export type DomainMap = Readonly<Record<string, Pick<DomainModule, 'commands' | 'queries'>>>;

type Part = 'commands' | 'queries';

type Names<Domains extends DomainMap, Which extends Part> = {
  [Domain in keyof Domains & string]: `${Domain}.${keyof Domains[Domain][Which] & string}`;
}[keyof Domains & string];

type Handler<
  Domains extends DomainMap,
  Which extends Part,
  Name extends string,
> = Name extends `${infer Domain}.${infer Member}`
  ? Domain extends keyof Domains
    ? Member extends keyof Domains[Domain][Which]
      ? Domains[Domain][Which][Member]
      : never
    : never
  : never;

// A table whose keys are any string is the untyped one.
type Input<Found> = Found extends (context: never, input: infer Given) => unknown
  ? [Given] extends [never]
    ? unknown
    : Given
  : never;
type Output<Found> = Found extends (...parameters: never) => infer Result ? Result : never;

export type CommandName<Domains extends DomainMap> = Names<Domains, 'commands'>;
export type CommandInput<Domains extends DomainMap, Name extends string> = Input<
  Handler<Domains, 'commands', Name>
>;
export type CommandOutput<Domains extends DomainMap, Name extends string> = Output<
  Handler<Domains, 'commands', Name>
>;
export type QueryName<Domains extends DomainMap> = Names<Domains, 'queries'>;
export type QueryInput<Domains extends DomainMap, Name extends string> = Input<
  Handler<Domains, 'queries', Name>
>;
export type QueryOutput<Domains extends DomainMap, Name extends string> = Output<
  Handler<Domains, 'queries', Name>
>;
