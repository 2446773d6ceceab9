import { Refusal } from '../../kernel/errors.ts';
import type { CommandContext, ReadDatabase } from '../../kernel/module.ts';

export interface CaseState {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly officers: readonly { readonly person: string; readonly name: string }[];
}

export function requireCase(database: ReadDatabase, id: string): CaseState {
  const row = database.get<{ id: string; number: string; name: string; unit: string; officers: string }>(
    'select id, number, name, unit, officers from evidence_case where id = ?',
    id,
  );
  if (row === undefined) throw new Refusal('evidence.case_unknown', {});
  return { ...row, officers: JSON.parse(row.officers) as CaseState['officers'] };
}

/** The unit of the post under which the actor acts. */
export function actingUnit(context: CommandContext): string {
  const row = context.database.get<{ unit: string }>(
    'select unit from identity_post where id = ?',
    context.actor.post ?? '',
  );
  if (row === undefined) throw new Refusal('identity.post_unknown', {});
  return row.unit;
}

export function personName(database: ReadDatabase, person: string): string {
  const row = database.get<{ name: string; left_at: string | null }>(
    'select name, left_at from identity_person where id = ?',
    person,
  );
  if (row === undefined) throw new Refusal('identity.person_unknown', { person });
  if (row.left_at !== null) throw new Refusal('identity.person_left', { name: row.name });
  return row.name;
}

export const caseCommands = {
  createCase(
    context: CommandContext,
    input: {
      number: string;
      name: string;
      kind: 'criminal' | 'administrative' | 'other';
      officers: readonly string[];
      occurredAt: string | null;
      occurredPlace: string;
      summary: string;
    },
  ) {
    if (context.database.get('select 1 from evidence_case where number = ?', input.number) !== undefined) {
      throw new Refusal('evidence.case_number_taken', { number: input.number });
    }
    if (input.occurredAt !== null && Date.parse(input.occurredAt) > context.now)
      throw new Refusal('evidence.in_the_future', { field: 'occurredAt' });
    const officers = [...new Set(input.officers)].map((person) => ({
      person,
      name: personName(context.database, person),
    }));
    const id = context.newId();
    context.append({
      aggregate: `case:${id}`,
      type: 'evidence.case-opened',
      body: {
        id,
        number: input.number,
        name: input.name,
        kind: input.kind,
        unit: actingUnit(context),
        officers,
        occurredAt: input.occurredAt,
        occurredPlace: input.occurredPlace,
        summary: input.summary,
      },
    });
    return { id };
  },
};
