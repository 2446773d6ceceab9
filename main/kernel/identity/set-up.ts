import { Refusal } from '../errors.ts';
import type { CommandContext } from '../module.ts';
import { identityCommands } from './commands.ts';

/** What the first set-up of a node needs (`contract.system.setUp`), with the password already hashed. */
export interface SetUpInput {
  /** From the province down to the unit the room belongs to. */
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly administrator: {
    readonly name: string;
    readonly badgeNumber: string;
    readonly account: string;
    readonly passwordHash: string;
  };
}

const levelsFromTop = ['province', 'city', 'county', 'station'] as const;

/** 首次设置: all or nothing, so that a refused unit never leaves a node that nobody can log in to. */
export function setUp(context: CommandContext, { units, administrator }: SetUpInput) {
  if (context.database.get('select 1 from identity_unit') !== undefined)
    throw new Refusal('station.already_set_up', {});
  units.forEach(({ code, name }, index) => {
    const level = levelsFromTop[index];
    if (level === undefined) throw new Refusal('identity.unit_parent', { level: '' });
    identityCommands.addUnit(context, { code, name, level, parent: units[index - 1]?.code ?? null });
  });
  const unit = units.at(-1)?.code ?? '';
  const { name, badgeNumber, account, passwordHash } = administrator;
  const { id } = identityCommands.addPerson(context, { name, badgeNumber, unit, department: null });
  identityCommands.grantPost(context, { person: id, role: 'unit-administrator', unit, validUntil: null });
  identityCommands.openAccount(context, {
    person: id,
    account,
    passwordHash,
    pinHash: null,
    mustChange: false,
  });
  return { id };
}
