import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient, ORPCError } from '@orpc/server';
import type { AnyContractProcedure } from '@orpc/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ProcedureMeta } from '../contract/common.ts';
import { contract } from '../contract/index.ts';
import { startServices } from './services.ts';
import type { StationServices } from './station-handle.ts';
import { quietLog } from './testing/station.ts';

/** What a renderer that went wrong, or somebody in its place, may send: nothing may answer it with a fault of our own. */

interface Procedure {
  readonly name: string;
  readonly access: ProcedureMeta['access'];
  readonly input: unknown;
}
type Call = (input: unknown) => Promise<unknown>;

/** A stream that ends only with its reader, and what would end the very session these calls are made in. */
const left = new Set(['system.events', 'identity.logOut', 'identity.switchPost']);
/** What hashes a password, walks the whole ledger or waits for a tag takes its time: one value each is enough. */
const slow =
  /^(identity\.(changePin|changePassword|unlock|logIn)|system\.(verifyLedger|backup|ledger)|evidence\.(handOverOrder|readDesk|returnItem|acceptItem))$/;

function proceduresOf(node: object, at: readonly string[] = []): Procedure[] {
  if ('~orpc' in node) {
    const { meta, inputSchema } = (node as AnyContractProcedure)['~orpc'];
    return [{ name: at.join('.'), access: (meta as ProcedureMeta).access, input: inputSchema }];
  }
  return Object.entries(node).flatMap(([key, value]) => proceduresOf(value as object, [...at, key]));
}

const procedures = proceduresOf(contract).filter(({ name }) => !left.has(name));

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
}

/** Ids of the demo world, of every kind: each is a right id in the wrong place nearly everywhere. */
const knownIds: string[] = [];

/** Texts that are ids somewhere, or look like orders to a database, a file system or a page. */
const texts = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      ...knownIds,
      '01932c07-0000-7000-8000-000000000001',
      "' OR 1=1 --",
      '../../../etc/passwd',
      '<img src=x>',
      '__proto__',
      '\u0000',
      '\ud800',
      '张',
      '1',
    ),
    fc.string({ minLength: 1, maxLength: 40 }),
  );

/** Values of the right shape and no sense. */
function shaped(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(shaped));
  switch (schema.type) {
    case 'object': {
      const named = Object.entries(schema.properties ?? {}).map(
        ([key, value]) => [key, shaped(value)] as const,
      );
      const values = Object.fromEntries(named);
      return fc.record(values, { requiredKeys: [...(schema.required ?? [])] });
    }
    case 'array':
      return fc.array(shaped(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case 'string': {
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
      const longest = Math.min(schema.maxLength ?? 4000, 4000);
      return texts().map((text) => text.slice(0, longest));
    }
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1e9, -1e15),
        max: Math.min(schema.maximum ?? 1e9, 1e15),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

const jsonSchemaOf = (input: unknown): JsonSchema =>
  z.toJSONSchema(input as z.core.$ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

describe('every procedure of the contract', { timeout: 120_000 }, () => {
  let folder = '';
  let services: StationServices;
  const roles: { readonly host: string; readonly person: string; readonly permissions: readonly string[] }[] =
    [];

  function callOf(host: string, name: string): Call {
    let client: unknown = createRouterClient(services.router, {
      context: { session: { id: host, kind: 'web' } },
    });
    for (const part of name.split('.')) client = (client as Record<string, unknown>)[part];
    return client as Call;
  }

  /** What a call came to: the code a person is told by, or undefined when it was done. */
  async function outcome(call: Call, input: unknown): Promise<string | undefined> {
    try {
      await call(input);
      return undefined;
    } catch (error) {
      if (!(error instanceof ORPCError)) return `no failure of the contract: ${String(error)}`;
      if (error.code === 'BAD_REQUEST') return 'BAD_REQUEST';
      const data = error.data as { readonly code?: unknown } | undefined;
      return typeof data?.code === 'string'
        ? data.code
        : `without a code: ${error.code} ${error.message} ${String(error.cause)}`;
    }
  }

  /** A repeat of a command is answered from memory; each of ours is meant anew. */
  const meantAnew = (input: unknown): unknown =>
    typeof input === 'object' && input !== null && 'commandId' in input
      ? { ...input, commandId: randomUUID() }
      : input;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'every-procedure-'));
    services = await startServices({
      dataFolder: folder,
      profile: 'evidence-room',
      demo: true,
      port: 0,
      log: quietLog,
    });
    const { demoAccounts } = (await callOf('nobody', 'system.startup')({})) as {
      demoAccounts: readonly {
        readonly account: string;
        readonly password: string;
        readonly roleName: string;
      }[];
    };
    for (const { account, password, roleName } of demoAccounts) {
      const credential = { method: 'password', account, password };
      const session = await callOf(roleName, 'identity.logIn')({ credential });
      const { person, permissions } = session as { person: { id: string }; permissions: readonly string[] };
      roles.push({ host: roleName, person: person.id, permissions });
    }
    const held = async (name: string): Promise<void> => {
      const permission = procedures.find((procedure) => procedure.name === name)?.access ?? '';
      const role = roles.find(({ permissions }) => permissions.includes(permission));
      const answer = await callOf((role ?? roles[0])?.host ?? '', name)({});
      const rows = Array.isArray(answer) ? answer : (answer as { readonly rows: readonly unknown[] }).rows;
      const ids = rows.map((row) => (row as { readonly id: string }).id);
      // Whose session is in use would lose it when they are written down as having left.
      knownIds.push(...ids.filter((id) => roles.every(({ person }) => person !== id)).slice(0, 3));
    };
    for (const kind of ['items', 'cases', 'orders', 'alarms', 'passages']) await held(`evidence.${kind}`);
    await held('identity.persons');
    await held('storage.places');
  }, 90_000);
  afterAll(async () => {
    await services?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('asks for a log-in unless it says that it is public', async () => {
    for (const { name, access } of procedures) {
      if (access === 'public') continue;
      expect([name, await outcome(callOf('nobody', name), {})]).toEqual([name, 'identity.not_logged_in']);
    }
  });

  it('refuses every role without its permission, whatever the input', async () => {
    for (const { name, access, input } of procedures) {
      if (access === 'public' || access === 'person') continue;
      const [right] = fc.sample(shaped(jsonSchemaOf(input)), { numRuns: 1, seed: 7 });
      for (const { host, permissions } of roles) {
        if (permissions.includes(access)) continue;
        for (const given of [right, {}, null]) {
          expect([host, name, await outcome(callOf(host, name), given)]).toEqual([
            host,
            name,
            'identity.not_permitted',
          ]);
        }
      }
    }
  });

  it('answers input of no sense with a code and never with a fault of its own', async () => {
    const wrong: string[] = [];
    for (const { name, access, input } of procedures) {
      const role = roles.find(({ permissions }) => permissions.includes(access)) ?? roles[0];
      const call = callOf(role?.host ?? 'nobody', name);
      const numRuns = slow.test(name) ? 1 : 6;
      const inputs = [
        ...fc.sample(fc.jsonValue(), { numRuns: 2, seed: 11 }),
        ...fc.sample(shaped(jsonSchemaOf(input)), { numRuns, seed: 13 }),
        undefined,
      ];
      for (const given of inputs) {
        const came = await outcome(call, meantAnew(given));
        if (came === 'kernel.unexpected' || came === 'store.unknown' || came?.includes(': ') === true)
          wrong.push(`${name} ${came} ${JSON.stringify(given)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
