import type {
  CommandInput,
  CommandName,
  CommandOutput,
  DomainMap,
  QueryInput,
  QueryName,
  QueryOutput,
} from '../store/typed-names.ts';
import type { Store } from '../store/store.ts';
import { type Caller, personOf } from './procedures.ts';

interface Call<Input> {
  readonly input: Input;
  readonly context: { readonly caller: Caller };
}

/**
 * Handlers for procedures that are a command or a query of a domain and nothing more: the actor is the person logged in,
 * the command id is the caller's.
 */
export function through<Domains extends DomainMap>(store: Store<Domains>) {
  return {
    command<Name extends CommandName<Domains>>(name: Name) {
      return async ({
        input,
        context,
      }: Call<CommandInput<Domains, Name> & { readonly commandId: string }>): Promise<
        CommandOutput<Domains, Name>
      > => {
        const { actor } = personOf(context.caller);
        const { commandId, ...rest } = input;
        // What is left after taking the command id out is the command's input; TypeScript cannot subtract from a generic.
        const executed = await store.execute(name, rest as unknown as CommandInput<Domains, Name>, {
          actor,
          commandId,
        });
        return executed.output;
      };
    },
    query<Name extends QueryName<Domains>>(name: Name) {
      return ({
        input,
      }: {
        readonly input: QueryInput<Domains, Name>;
      }): Promise<QueryOutput<Domains, Name>> => store.query(name, input);
    },
  };
}
